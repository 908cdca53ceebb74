"""What happens to customers, passers-by and employees: how a form puts it, how the firm tells it."""

from typing import NamedTuple


class Harm(NamedTuple):
    """Somebody else's injury or damage; `injury` or `thing` is empty where there was none. Each told twice."""

    form: str
    told: str
    hazard: str
    injury: str = ""
    injury_told: str = ""
    activity: str = ""
    thing: str = ""
    product: str = ""


class Mishap(NamedTuple):
    """An accident at work."""

    form: str
    told: str
    job: str
    code: str
    injury: str
    part: str
    activity: str
    equipment: str
    process: str
    department: str
    cause: str


HARMS = (
    Harm(
        "Customer slipped on water near the freezer and fell on her side.",
        "a customer slipped on water that had run out in front of the freezer and fell on her side.",
        "premises", "Fractured left hip", "a fractured left hip", "walking to the checkout",
    ),
    Harm(
        "Visitor tripped over a loose mat at the entrance.",
        "a visitor caught her foot on a loose mat at our entrance and went down on both hands.",
        "premises", "Broken right wrist and bruised knee", "a broken right wrist and a bruised knee",
        "coming in through the main door",
    ),
    Harm(
        "Ice on the walkway not yet salted; delivery driver fell.",
        "there was ice on the walkway that nobody had salted yet, and a delivery driver fell on it.",
        "premises", "Torn ligament in left knee", "a torn ligament in the left knee",
        "carrying parcels to the back door",
    ),
    Harm(
        "Display shelf came off the wall and struck a shopper.",
        "one of our display shelves came off the wall and struck a shopper on the shoulder.",
        "premises", "Bruised shoulder and scalp laceration", "a bruised shoulder and a scalp laceration",
        "looking at the goods on offer",
    ),
    Harm(
        "Handrail of the rear stairs gave way under a tenant.",
        "the handrail of the rear stairs gave way when one of the tenants leaned on it.",
        "premises", "Concussion and two cracked ribs", "a concussion and two cracked ribs",
        "going down the rear stairs",
    ),
    Harm(
        "Heater sold by insured overheated and scorched buyer's hand.",
        "a heater that we sold overheated and scorched the hand of the woman who bought it.",
        "products", "Second-degree burns to right hand", "second-degree burns to the right hand",
        "switching the heater off", product="Portable heater",
    ),
    Harm(
        "Ladder made by insured collapsed at the hinge.",
        "one of our folding ladders collapsed at the hinge while a man was standing on it.",
        "products", "Dislocated shoulder", "a dislocated shoulder", "cleaning the gutters", product="Folding ladder",
    ),
    Harm(
        "Guest bit on a piece of glass in a jar of relish.",
        "a guest bit on a piece of glass that must have been in a jar of our relish.",
        "products", "Chipped tooth and cut to the gum", "a chipped tooth and a cut to the gum", "eating supper at home",
        product="Jar of pickle relish",
    ),
    Harm(
        "Crew dropped a beam from the scaffold onto a parked van.",
        "our crew let a beam drop from the scaffold, and it landed on a van that was parked below.",
        "operations", thing="White delivery van, roof and windshield crushed",
    ),
    Harm(
        "Water main cut while digging; neighboring cellar flooded.",
        "we cut a water main while digging, and the cellar of the house beside it filled up.",
        "operations", thing="Finished cellar with furnace and freezer",
    ),
    Harm(
        "Overspray from painting settled on cars in the next lot.",
        "overspray from our painting drifted across the fence and settled on a car in the next lot.",
        "operations", thing="Black sedan, paint of the whole left side",
    ),
)  # fmt: skip

MISHAPS = (
    Mishap(
        "Employee slipped from the bed of the truck while unloading.",
        "he was unloading when he slipped from the bed of the truck and landed badly.",
        "Delivery driver", "7380", "Fracture", "Left wrist", "unloading boxes from the truck",
        "hand truck and loose boxes", "delivery of goods to customers", "Shipping", "25",
    ),
    Mishap(
        "Knife slipped while trimming meat and cut the hand.",
        "the knife slipped during trimming and went into the palm.",
        "Butcher", "2089", "Laceration", "Right hand", "trimming meat at the cutting table",
        "boning knife without guard",
        "preparation of cuts for sale", "Meat counter", "16",
    ),
    Mishap(
        "Felt a pull in the back on lifting a crate.",
        "there was a sudden pull on lifting a crate of parts, and after that no straightening up.",
        "Warehouse clerk", "8292", "Strain", "Lower back", "lifting crates from pallet to shelf",
        "wooden crates of parts",
        "restocking of the shelves", "Warehouse", "56",
    ),
    Mishap(
        "Hot oil splashed from the fryer on the forearm.",
        "hot oil splashed out of the fryer when the basket was dropped in.",
        "Line cook", "9082", "Second-degree burn", "Left forearm", "lowering a basket into the fryer",
        "deep fryer and frying oil", "preparation of fried food", "Kitchen", "04",
    ),
    Mishap(
        "Finger caught between chain and sprocket of the conveyor.",
        "a finger was drawn in between the chain and the sprocket of the conveyor.",
        "Machine operator", "3400", "Crush injury", "Left index finger", "clearing a jam on the conveyor",
        "conveyor with chain drive", "packing of finished parts", "Packing line", "10",
    ),
    Mishap(
        "Fell from the third rung of a stepladder.",
        "the stepladder tipped, and it was a fall from the third rung onto the concrete.",
        "Electrician", "5190", "Contusion", "Right shoulder", "changing a ceiling fixture", "aluminum stepladder",
        "maintenance of the lighting", "Hall three", "26",
    ),
    Mishap(
        "Pallet jack rolled over the foot.",
        "the pallet jack got away on the ramp and rolled over the foot.",
        "Stock handler", "8018", "Fracture", "Right foot", "moving a pallet down the ramp", "pallet jack, fully loaded",
        "loading of outgoing trucks", "Loading dock", "74",
    ),
    Mishap(
        "Metal splinter flew into the eye at the grinder.",
        "a metal splinter flew up from the grinding wheel and got behind the glasses.",
        "Welder", "3365", "Foreign body", "Right eye", "grinding a weld seam", "bench grinder",
        "finishing of welded frames", "Workshop", "59",
    ),
    Mishap(
        "Patient lost balance and pulled the aide down.",
        "a patient lost his balance on the way to the chair and pulled the aide down.",
        "Nursing aide", "8829", "Sprain", "Left knee", "helping a patient out of bed", "transfer belt and wheelchair",
        "care of patients in the ward", "Second floor ward", "60",
    ),
    Mishap(
        "Breathed in fumes from a cleaning agent.",
        "two cleaning agents were mixed in the bucket and the fumes were breathed in.",
        "Janitor", "9014", "Inhalation injury", "Lungs", "mopping the washroom floor",
        "bleach and descaling agent", "cleaning of the washrooms", "Washrooms", "06",
    ),
)  # fmt: skip
TRADES = (
    "Bakery", "Roofing", "Hardware", "Catering", "Flooring", "Printing", "Nursery", "Packing", "Furniture", "Foods",
    "Builders", "Market", "Painting", "Landscaping", "Plumbing", "Fitness", "Hotels", "Properties", "Logistics",
)  # fmt: skip
FORMS = ("LLC", "Inc.", "Company", "Group", "& Sons", "Corp.", "Ltd.")
POSTS = ("store manager", "office manager", "safety coordinator", "operations manager", "site manager", "bookkeeper")
HR_POSTS = ("HR manager", "payroll manager", "safety officer", "plant manager", "office manager", "shift supervisor")
PREMISES = ("Grocery store", "Hardware store", "Apartment building", "Restaurant", "Office building", "Retail shop")
JOBS = ("teacher", "carpenter", "bus driver", "accountant", "nurse", "plumber", "librarian", "chef", "florist")
ADMINISTRATORS = (
    "Copper Line Claims Services", "Halyard Claims Management", "Plainview Risk Services", "Tall Gate Adjusters",
    "Linden Court Claims Administrators", "Waypoint Risk Management",
)  # fmt: skip
HOURS = ("any weekday after 9 am", "weekday mornings", "after 4 pm", "by appointment")
