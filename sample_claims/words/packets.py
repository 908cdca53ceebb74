"""Words of the papers that come with a claim: what they say beside the claim's own values."""

TERMS = (
    "Complete every part that applies. Parts left blank will be taken as unknown.",
    "Parts are priced as new unless marked otherwise. Prices hold for thirty days.",
    "Any person who knowingly gives false information may be guilty of a crime.",
    "Further damage may be found once the vehicle has been taken apart.",
)
SCENE_WORDS = (
    "The road was dry, the light was good, and traffic was moderate.",
    "It was raining lightly, and the street lamps were lit.",
    "The road surface was wet from an earlier shower.",
)
WITNESS_WORDS = (
    "A passer-by said that both cars came to a stop within a few yards.",
    "A shopkeeper heard the noise and came out, but did not see how it came about.",
    "A cyclist said that the lights had just changed.",
    "A bus driver said that neither car was going fast.",
)
FINDINGS = (
    "Marks on the road and the positions of the cars agree with what the drivers said.",
    "No marks were found. The drivers' accounts agree in the main.",
)
CLINIC = ("Hillcrest Hospital", "Northgate Medical Center", "Lakeview Clinic")
COURSE = (
    "Arrived on foot, alert and oriented. Blood pressure and pulse within normal limits.",
    "Examined in the treatment room. No loss of consciousness was reported.",
    "Tenderness on pressure, full range of motion, no swelling.",
    "Pictures were taken and showed nothing that needs treatment today.",
)
ADVICE = (
    "Rest for two days, then return to usual activity as it is tolerated.",
    "Come back if there is headache, dizziness or numbness.",
    "Take the tablets with food, no more than three a day.",
)
RECEIPTS = (
    ("Harbor Towing", "Towing, 12 miles"),
    ("City Car Rental", "Compact car, two days"),
    ("Metro Taxi", "Ride to hospital"),
    ("Corner Pharmacy", "Tablets and bandage"),
)
