"""Invented insurers, agencies, garages, clinics and other firms."""

INSURERS = tuple(
    name.strip()
    for name in """
    Harbour Mutual Insurance Company; Redstone Casualty Insurance; Blue Heron Insurance Group
    Prairie Lantern Mutual; Keystone Ridge Insurance Company; Northlight Assurance; Copperfield Mutual
    Granite Bay Insurance; Silverbirch Casualty; Evergreen Plains Mutual; Tidewater Sentinel Insurance
    Old Mill Mutual; Summit and Vale Insurance; Larkspur Indemnity; Cardinal Creek Insurance
    Beacon Hollow Mutual; Ironbridge Insurance Company; Fairwind Casualty; Quarry Lake Mutual
    Highmeadow Insurance; Stillwater Oak Insurance; Bright River Assurance; Juniper Gate Mutual
    Thornbury Casualty; Cobalt Point Insurance; Wheatland Farmers Mutual; Lantern Hill Insurance
    Seven Pines Mutual; Marlowe Indemnity; Westering Insurance Company; Kestrel Mutual; Ambergate Insurance
    Foxhollow Casualty; Riverbend Assurance; Palisade Grove Insurance; Millstone Mutual
    Hawthorn National Insurance; Clearspring Casualty; Windrow Mutual; Oxbow Insurance Company; Saltmarsh Mutual
    Cinder Ridge Insurance; Meridian Lake Assurance; Elderwood Casualty
    """.replace("\n", ";").split(";")
    if name.strip()
)
HEALTH_PLANS = tuple(
    name.strip()
    for name in """
    Larkfield Health Plan; Blue Juniper Health; Summit Care Alliance; Riverstone Health Benefits
    Clearbrook Medical Plan; Harborlight Health; Prairie Sky Health Partners; Cedarline Benefit Trust
    Northmoor Lantern Health; Goldenrod Care Plan; Ironwood Employee Health; Brightmoor Health
    Willowmere Benefit Plan; Highland Union Health Fund; Tall Oaks Health; Copper Valley Care
    Meadowlark Health Insurance; Stonegate Medical Benefits; Fairhaven Health Plan; Bluewater HealthFirst
    """.replace("\n", ";").split(";")
    if name.strip()
)
AGENCY_WORDS = ("Insurance Agency", "Insurance Services", "& Daughters Insurance", "Agency Inc.", "Insurance Brokers")
GARAGES = tuple(
    name.strip()
    for name in """
    Precision Collision Center; Main Line Auto Body; Lucky Wrench Garage; Two Brothers Body Shop
    Eagle Eye Auto Repair; Crossroads Collision; Five Star Auto Body; Gearbox Alley; Silver Fender Body Works
    Northside Auto Restoration; Hometown Collision; True Line Frame and Body; Kwik Dent Repair
    Blue Ribbon Auto Body; Rivet and Sons Garage; Metro Paint and Body; Old Depot Auto Repair
    Greenlight Collision; Anchor Auto Body; Sunrise Motor Works; Bulldog Auto Body
    Copperhead Customs and Collision; Valley Glass and Body; Parkway Collision; Workbench Auto Repair
    """.replace("\n", ";").split(";")
    if name.strip()
)
BUILDERS = tuple(
    name.strip()
    for name in """
    Straight Beam Restoration; Dry Harbor Restoration; Hammer and Pine Contractors; Allweather Roofing
    Blue Tarp Builders; Cornerstone Rebuild; Ridgeline Roofing; Plumb Line Contractors; Firebreak Restoration
    Second Story Builders; Keel and Joist Construction; Rapid Dry Services; Honest Oak Carpentry
    Shingle and Sons; Clearwater Mitigation
    """.replace("\n", ";").split(";")
    if name.strip()
)
CLINICS = tuple(
    name.strip()
    for name in """
    Lakeside Family Medicine; Cedar Hollow Orthopedics; Northgate Urgent Care; Willow Creek Medicine
    Summit Pain Clinic; Riverbank Internal Medicine; Maple Grove Physical Therapy; Harvest Hill Clinic
    Stonebridge Cardiology; Blue Door Medical Group; Valley View Dermatology; Eastfield Community Clinic
    Bright Path Neurology; Orchard Park Family Practice; Foxglove Family Health; Ironbridge Sports Medicine
    Prairie Rose Health Center; Old Mill Wound Care; Lantern Street Clinic; Copper Canyon Infusion Center
    Greenfield Medical Associates; Highland Oxygen and Mobility; Bay Tree Rheumatology
    Quiet Harbor Sleep Clinic; Pinecrest Medical Group
    """.replace("\n", ";").split(";")
    if name.strip()
)
AMBULANCES = (
    "Pinecrest Ambulance Service",
    "Redline Ambulance",
    "Valley Star Ambulance",
    "County Line Medical Transport",
    "Blue Lantern Ambulance",
    "Three Oaks Ambulance Service",
)
HOSPITALS = (
    "Mercy Fields Hospital",
    "St. Alban Regional Hospital",
    "Three Rivers Medical Center",
    "Holloway General Hospital",
    "Lakeshore Memorial Hospital",
    "Good Hope Hospital",
    "Cedar County Hospital",
    "Unity Valley Medical Center",
)
BANKS = (
    "First Prairie Bank",
    "Old Harbor Savings Bank",
    "Cottonwood Credit Union",
    "Granite State Home Loans",
    "Blue Valley Mortgage",
    "Keel Federal Credit Union",
    "Union Lantern Bank",
    "Riverton Home Lending",
    "Sycamore Mortgage Company",
    "High Plains Savings",
    "Ashlar Home Finance",
    "Beacon Street Bank",
)
MAIL_DOMAINS = ("example.com", "example.org", "example.net")
