"""A small claim type of a site's own, and two papers of it."""

KENNEL = """name: kennel
title: Kennel claim
line: other
description: A kennel was damaged.
cues: kennel
fields:
  - {name: policy_number, kind: policy_number, description: The policy., labels: policy number, critical: true}
  - {name: date_of_loss, kind: date, description: The day., labels: date of the damage | damaged on}
  - {name: cause, kind: enum, description: Why., labels: cause, options: {storm: storm, fire: fire}}
records:
  - name: parts
    description: What was damaged.
    labels: parts
    fields:
      - {name: name, kind: text, description: What it is., labels: part}
      - {name: cost, kind: money, description: What it costs., labels: cost}
"""
PAPERS = {
    "a-form": """KENNEL CLAIM

Policy number: KN-4410
Date of the damage: 04/03/2026
Cause: storm

PARTS
Part                     Cost
Roof panel             120.00
Door                    45.50
""",
    "b-letter": """Dear team,

I write to you about a kennel claim for the kennel that stands behind our house at the end of the garden.
My policy number is KN-9921 and the kennel was damaged on May 14, 2026 when a tree came down in the night.

Kind regards,
Bo Sample
""",
}
