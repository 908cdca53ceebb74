"""What happens to homes: how a form puts it, how the owner tells it, what is damaged, what it costs."""

from typing import NamedTuple


class Story(NamedTuple):
    """One kind of loss; `items` are the things that are damaged."""

    form: str
    told: str
    damage: str
    damage_told: str
    items: tuple[str, ...]


KITCHEN = ("Kitchen cabinets", "Refrigerator", "Range hood", "Countertop", "Ceiling repair", "Microwave oven")
ROOF = ("Roof shingles", "Gutters", "Roof underlayment", "Skylight", "Chimney flashing", "Attic insulation")
FLOOR = ("Hardwood floor", "Baseboards", "Drywall", "Carpet", "Sofa", "Area rug")
LOST = ("Laptop computer", "Television", "Gold necklace", "Bicycle", "Camera", "Watch", "Power tools")
POWER = ("Television", "Router", "Water heater control", "Garage door opener", "Refrigerator", "Desktop computer")
OUTSIDE = ("Front window", "Garage door", "Fence panels", "Siding", "Front door", "Porch rail")

STORIES: dict[str, tuple[Story, ...]] = {
    "fire": (
        Story(
            "Grease fire in kitchen, extinguished by occupants.",
            "a pan of oil caught fire on the stove and the flames went up to the cabinets before we got it out.",
            "Kitchen cabinets burned, ceiling blackened.",
            "the kitchen cabinets are burned and the ceiling is black",
            KITCHEN,
        ),
        Story(
            "Fire started by space heater in bedroom.",
            "a space heater set the curtains on fire in the back bedroom.",
            "Bedroom wall and furniture burned.",
            "one wall and the furniture in that bedroom are burned",
            FLOOR,
        ),
        Story(
            "Electrical fire at dryer outlet in laundry room.",
            "the outlet behind the dryer sparked and there was a fire in the laundry room.",
            "Laundry room burned, wall opened by fire department.",
            "the laundry room is burned out and the firemen had to open the wall",
            KITCHEN,
        ),
    ),
    "smoke": (
        Story(
            "Smoke from furnace malfunction filled house.",
            "the furnace backed up and filled the whole house with smoke and soot.",
            "Soot on walls, ceilings and furniture.",
            "there is soot on the walls, the ceilings and the furniture",
            FLOOR,
        ),
        Story(
            "Smoke damage from neighbouring unit.",
            "the neighbour burned his dinner badly and the smoke came through into our rooms.",
            "Smoke odour, walls and fabrics stained.",
            "everything smells of smoke and the walls are stained",
            FLOOR,
        ),
        Story(
            "Smoke from blocked fireplace chimney.",
            "the chimney was blocked by a nest, so the smoke came back into the living room.",
            "Ceiling and carpet stained by smoke.",
            "the ceiling and the carpet are stained",
            FLOOR,
        ),
    ),
    "lightning": (
        Story(
            "Lightning strike to house, power surge destroyed appliances.",
            "lightning struck the house and the surge killed half of our appliances.",
            "Electronics and appliances destroyed by surge.",
            "the electronics and several appliances are dead",
            POWER,
        ),
        Story(
            "Lightning struck chimney.",
            "lightning hit the chimney in the thunderstorm and sent bricks flying.",
            "Chimney broken, roof holed, electronics dead.",
            "the chimney is broken and there is a hole in the roof",
            ROOF,
        ),
        Story(
            "Lightning hit utility pole beside house.",
            "lightning hit the pole next to us and came in through the wiring.",
            "Wiring and devices damaged.",
            "the wiring and everything plugged in was damaged",
            POWER,
        ),
    ),
    "wind": (
        Story(
            "High wind removed shingles from roof; rain entered attic.",
            "the wind tore a strip of shingles off the roof and rain came into the attic.",
            "Shingles missing, attic insulation wet.",
            "a strip of shingles is missing and the insulation is wet",
            ROOF,
        ),
        Story(
            "Wind blew tree onto garage.",
            "the storm winds put the neighbour's tree on top of our garage.",
            "Garage roof crushed, door bent.",
            "the garage roof is crushed and the door is bent",
            OUTSIDE,
        ),
        Story(
            "Windstorm took down fence and siding.",
            "the windstorm took the fence down and ripped siding off the house.",
            "Fence down, siding torn on west wall.",
            "the fence is down and the siding on the west wall is torn",
            OUTSIDE,
        ),
    ),
    "hail": (
        Story(
            "Hail damaged roof and gutters.",
            "hail came down for ten minutes and ruined the roof.",
            "Shingles bruised, gutters dented.",
            "the shingles are bruised and the gutters are dented",
            ROOF,
        ),
        Story(
            "Hail broke skylight and damaged shingles.",
            "big hail went straight through the skylight.",
            "Skylight broken, shingles cracked.",
            "the skylight is broken and shingles are cracked",
            ROOF,
        ),
        Story(
            "Hailstones dented siding and broke windows.",
            "hailstones broke windows and dented the siding on one side.",
            "Two windows broken, siding dented.",
            "two windows are broken and the siding is dented",
            OUTSIDE,
        ),
    ),
    "water": (
        Story(
            "Dishwasher supply line burst, water on kitchen and dining floor.",
            "the dishwasher hose burst and there was water all over the kitchen and dining room.",
            "Hardwood floor buckled, baseboards swollen.",
            "the hardwood floor is buckling and the baseboards are swollen",
            FLOOR,
        ),
        Story(
            "Water heater leaked in basement.",
            "the water heater let go and leaked water through the finished basement.",
            "Carpet and drywall soaked.",
            "the carpet and the drywall are soaked",
            FLOOR,
        ),
        Story(
            "Upstairs toilet overflowed, water through ceiling.",
            "the toilet upstairs overflowed and the water came down through the ceiling.",
            "Living room ceiling collapsed, sofa ruined.",
            "part of the living room ceiling came down and the sofa is ruined",
            FLOOR,
        ),
    ),
    "freeze": (
        Story(
            "Pipe froze and burst while occupants were away.",
            "a pipe froze and burst while we were away for the weekend.",
            "Walls and floors soaked in two rooms.",
            "the walls and floors of two rooms are soaked",
            FLOOR,
        ),
        Story(
            "Frozen pipe in crawl space split.",
            "the pipe in the crawl space was frozen and split open.",
            "Floor insulation and boards wet.",
            "the floor boards and the insulation below are wet",
            FLOOR,
        ),
        Story(
            "Freezing of sprinkler line.",
            "the sprinkler line froze, then it split and sprayed the hall.",
            "Hall ceiling and carpet ruined.",
            "the hall ceiling and the carpet are ruined",
            FLOOR,
        ),
    ),
    "theft": (
        Story(
            "Burglary through rear door, valuables stolen.",
            "burglars came in through the back door and stole what they could carry.",
            "Rear door frame broken; valuables missing.",
            "the back door frame is broken and our valuables are gone",
            LOST,
        ),
        Story(
            "Items stolen from detached garage.",
            "someone cut the lock of the garage and stole things from it.",
            "Lock cut, tools and bicycle missing.",
            "the lock is cut and the things in there are missing",
            LOST,
        ),
        Story(
            "Theft while house was being shown.",
            "things were stolen from the house during an open day.",
            "Jewellery and electronics missing.",
            "jewellery and electronics are missing",
            LOST,
        ),
    ),
    "vandalism": (
        Story(
            "Vandals broke windows and sprayed garage door.",
            "vandals broke our windows and sprayed the garage door.",
            "Windows broken, garage door defaced.",
            "windows are broken and the garage door is defaced",
            OUTSIDE,
        ),
        Story(
            "Vandalism to fence and porch.",
            "it was vandalism, somebody kicked in the fence and smashed the porch rail.",
            "Fence panels and porch rail destroyed.",
            "fence panels and the porch rail are destroyed",
            OUTSIDE,
        ),
        Story(
            "Vacant unit vandalized, fixtures smashed.",
            "someone vandalized the empty unit and smashed the fixtures.",
            "Doors, cabinets and fixtures smashed.",
            "doors, cabinets and fixtures are smashed",
            KITCHEN,
        ),
    ),
    "vehicle_impact": (
        Story(
            "Vehicle left road and struck front of house.",
            "a car came off the road and drove into the front of our house.",
            "Front wall cracked, porch rail and window broken.",
            "the front wall is cracked, and the porch rail and a window are broken",
            OUTSIDE,
        ),
        Story(
            "Delivery truck backed into garage door.",
            "a delivery truck backed into our garage door; the vehicle pushed it right in.",
            "Garage door and frame bent.",
            "the garage door and its frame are bent",
            OUTSIDE,
        ),
        Story(
            "Vehicle impact to fence and siding.",
            "a vehicle slid off the icy street, through the fence and into the siding.",
            "Fence and siding broken.",
            "the fence and the siding are broken",
            OUTSIDE,
        ),
    ),
}
COST = {
    "fire": (4200, 42000),
    "smoke": (1800, 9800),
    "lightning": (1200, 9500),
    "wind": (1900, 17500),
    "hail": (3200, 18500),
    "water": (1400, 16500),
    "freeze": (2400, 17500),
    "theft": (900, 8800),
    "vandalism": (600, 5200),
    "vehicle_impact": (2600, 14500),
}
TYPE_CALLED = {
    "dwelling": ("Dwelling", "our house"),
    "condominium": ("Condominium", "our condominium"),
    "mobile_home": ("Mobile home", "our mobile home"),
    "commercial": ("Commercial", "our commercial building"),
}
