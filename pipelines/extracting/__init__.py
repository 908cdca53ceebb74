"""Extract: from documents to readings. First exactly, then by labels, then by the model."""

from pipelines.extracting.asking import ask
from pipelines.extracting.exact import Exact, read_exact
from pipelines.extracting.material import Material
from pipelines.extracting.questions import Question, plan_questions

__all__ = ["Exact", "Material", "Question", "ask", "plan_questions", "read_exact"]
