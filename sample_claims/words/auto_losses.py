"""What happens to cars: how a form puts it, how the driver tells it, what is damaged, what the garage bills."""

from typing import NamedTuple


class Story(NamedTuple):
    """One kind of loss. `told` starts with {+I} where somebody drove; `other` says that another car was in it."""

    form: str
    told: str
    damage: str
    damage_told: str
    parts: tuple[str, ...]
    other: bool = False
    drove: bool = True


REAR = ("Rear bumper cover", "Tail lamp assembly", "Trunk lid", "Rear body panel", "Paint and blend", "Body labour")
FRONT = ("Front bumper cover", "Headlamp assembly", "Hood panel", "Radiator support", "Grille", "Body labour", "Paint")
SIDE = ("Front door shell", "Rear door shell", "Side mirror", "Rocker panel", "Quarter panel", "Paint", "Body labour")
GLASS = ("Windshield glass", "Moulding kit", "Urethane adhesive", "Camera calibration", "Glass labour")
HAIL = ("Roof panel repair", "Hood dent removal", "Trunk dent removal", "Roof rail moulding", "Paintless dent labour")
BURNT = ("Engine harness", "Hood panel", "Firewall insulation", "Intake assembly", "Mechanical labour", "Paint")
WET = ("Seat set", "Carpet and padding", "Body control module", "Wiring repair", "Drying and cleaning")
LOCKS = ("Ignition lock", "Door lock set", "Steering column cover", "Key programming", "Interior trim", "Labour")

STORIES: dict[str, tuple[Story, ...]] = {
    "collision": (
        Story(
            "Insured stopped at red light, rear-ended by other vehicle.",
            "{+I} was waiting at a red light when a car came up from behind and rear-ended us.",
            "Rear bumper pushed in, trunk lid bent, left tail lamp broken.",
            "the rear bumper is pushed in, the trunk will not close and the left tail light is smashed",
            REAR,
            True,
        ),
        Story(
            "Other vehicle ran stop sign and struck insured vehicle on passenger side.",
            "{+I} was going straight through when the other car ran the stop sign and hit the passenger side.",
            "Both passenger side doors crushed, rocker panel bent.",
            "both doors on the passenger side are crushed and the panel below is bent",
            SIDE,
            True,
        ),
        Story(
            "Insured changed lanes and sideswiped a vehicle in the next lane.",
            "{+I} was changing lanes and did not see the car in the blind spot, so the two cars sideswiped each other.",
            "Scrapes along driver side, mirror torn off.",
            "there are deep scrapes along the driver side and the mirror is gone",
            SIDE,
            True,
        ),
        Story(
            "Other vehicle turned left across insured's path. Front end collision.",
            "{+I} was driving straight ahead when someone turned left right across the lane and a crash could"
            " not be avoided.",
            "Front bumper, hood and both headlamps broken, radiator leaking.",
            "the front bumper, the hood and both headlights are broken and the radiator leaks",
            FRONT,
            True,
        ),
        Story(
            "Insured skidded on wet road and hit a guard rail. No other vehicle involved.",
            "{+I} was taking a bend in heavy rain when the car slid and hit the guard rail.",
            "Right front fender and bumper torn, wheel bent.",
            "the right front fender and the bumper are torn open and one wheel is bent",
            FRONT,
        ),
        Story(
            "Insured backed into a light pole in a parking lot.",
            "{+I} was backing out of a parking space and hit a light pole.",
            "Dent in tailgate and rear bumper.",
            "there is a big dent in the tailgate and in the rear bumper",
            REAR,
        ),
        Story(
            "Parked and unattended vehicle struck by unknown driver, hit and run.",
            "{+I} was in a shop while the car stood parked, and somebody crashed into it and drove off.",
            "Left rear quarter panel crushed, wheel out of line.",
            "the left rear quarter panel is crushed and the wheel stands crooked",
            SIDE,
        ),
        Story(
            "Chain collision in stop-and-go traffic; insured was pushed into vehicle ahead.",
            "{+I} was in stop-and-go traffic when the car behind crashed into us and pushed us into the one ahead.",
            "Front and rear bumpers, grille and trunk damaged.",
            "the bumpers front and rear, the grille and the trunk are all damaged",
            REAR,
            True,
        ),
        Story(
            "Other vehicle merged from ramp without yielding and collided with insured's front left corner.",
            "{+I} was in the right lane when a car came down the ramp without yielding and collided with our"
            " front corner.",
            "Left front corner: fender, headlamp, bumper.",
            "the left front corner is gone: fender, headlight, bumper",
            FRONT,
            True,
        ),
    ),
    "theft": (
        Story(
            "Vehicle stolen overnight from driveway; found later with ignition forced.",
            "the car was stolen from our driveway during the night and was found later with the ignition forced.",
            "Ignition and steering column forced, door lock broken.",
            "the ignition and steering column were forced and a door lock is broken",
            LOCKS,
            False,
            False,
        ),
        Story(
            "Theft from vehicle: thieves forced rear door and took interior parts.",
            "thieves forced the back door while the car stood on the street; it was theft, they took half the"
            " interior.",
            "Rear door lock forced, console and trim removed.",
            "the rear lock is forced, the console and the trim are gone",
            LOCKS,
            False,
            False,
        ),
        Story(
            "Vehicle stolen from parking garage, recovered by police with damage.",
            "the car was stolen out of a parking garage, and the police brought it back in bad shape.",
            "Lock set destroyed, interior stripped.",
            "the locks are destroyed and the inside is stripped",
            LOCKS,
            False,
            False,
        ),
    ),
    "vandalism": (
        Story(
            "Vandalism: paint scratched with key on both sides while parked.",
            "somebody keyed the car on both sides while it was parked, plain vandalism.",
            "Paint scratched to metal on all doors.",
            "the paint is scratched to the metal on all the doors",
            SIDE,
            False,
            False,
        ),
        Story(
            "Vandals slashed tires and broke side mirrors at night.",
            "vandals slashed the tires and kicked off the mirrors in the night.",
            "Four tires slashed, both mirrors broken.",
            "four tires are slashed and both mirrors are broken",
            ("Tires", "Side mirror left", "Side mirror right", "Mounting and balancing"),
            False,
            False,
        ),
        Story(
            "Act of vandalism; spray paint over hood and doors.",
            "someone vandalized the car with spray paint, all over the hood and the doors.",
            "Spray paint on hood, roof and doors.",
            "there is spray paint on the hood, the roof and the doors",
            ("Paint stripping", "Hood respray", "Door respray", "Roof respray", "Labour"),
            False,
            False,
        ),
    ),
    "fire": (
        Story(
            "Engine fire while driving. Fire put out by fire department.",
            "{+I} was on the way home when smoke came out of the hood, and then the engine caught fire.",
            "Engine compartment burned, hood warped.",
            "the engine compartment is burned and the hood is warped",
            BURNT,
        ),
        Story(
            "Vehicle caught fire while parked; cause thought to be electrical.",
            "the car caught fire while it was parked, the firemen think it was the wiring.",
            "Dashboard and wiring burned.",
            "the dashboard and all the wiring are burned",
            BURNT,
            False,
            False,
        ),
        Story(
            "Fire spread from neighbouring vehicle in car park.",
            "the car beside ours in the car park was on fire and the fire spread to ours.",
            "Left side scorched, mirror and trim melted.",
            "the left side is scorched, the mirror and the trim have melted",
            BURNT,
            False,
            False,
        ),
    ),
    "hail": (
        Story(
            "Hail storm damaged parked vehicle.",
            "a hail storm came through while the car stood outside.",
            "Dents on hood, roof and trunk lid.",
            "there are dents all over the hood, the roof and the trunk",
            HAIL,
            False,
            False,
        ),
        Story(
            "Caught in hail while driving, large hailstones.",
            "{+I} was on the road when hail the size of golf balls came down.",
            "Dents on all upper panels, moulding broken.",
            "every upper panel has dents and a moulding broke off",
            HAIL,
        ),
        Story(
            "Hail overnight, vehicle outside.",
            "we had hail in the night and the car was not in the garage.",
            "Over fifty dents on hood and roof.",
            "there are more than fifty dents on the hood and roof",
            HAIL,
            False,
            False,
        ),
    ),
    "flood": (
        Story(
            "Flash flood, water entered passenger compartment.",
            "the street flooded within minutes and the water got into the car up to the seats.",
            "Interior soaked, electronics failed.",
            "the inside is soaked and the electronics are dead",
            WET,
            False,
            False,
        ),
        Story(
            "Parked vehicle flooded when creek rose.",
            "the creek rose in the night and the car was flooded where it stood.",
            "Carpets, seats and control unit under water.",
            "carpets, seats and the control unit were under water",
            WET,
            False,
            False,
        ),
        Story(
            "Drove into flooded underpass, engine stalled.",
            "{+I} was driving through an underpass that was flooded deeper than it looked, and the engine died.",
            "Engine took in water, interior wet.",
            "the engine took in water and the inside is wet",
            WET,
        ),
    ),
    "animal": (
        Story(
            "Deer ran into road and was struck by insured vehicle.",
            "{+I} was driving home when a deer jumped out and there was no time to brake.",
            "Grille, hood and right headlamp broken.",
            "the grille, the hood and the right headlight are broken",
            FRONT,
        ),
        Story(
            "Struck a dog that ran across the road.",
            "{+I} was doing the speed limit when a large dog ran across and the car hit the animal.",
            "Front bumper cracked, fog lamp missing.",
            "the front bumper is cracked and a fog light is missing",
            FRONT,
        ),
        Story(
            "Collision with elk at dusk.",
            "{+I} was coming around a bend at dusk and an elk stood in the lane; the car hit the elk.",
            "Hood and radiator crushed.",
            "the hood and the radiator are crushed",
            FRONT,
        ),
    ),
    "glass": (
        Story(
            "Stone thrown up by truck cracked windshield.",
            "{+I} was behind a truck that threw up a stone, and the windshield cracked right across.",
            "Windshield cracked across driver's view.",
            "the windshield has a crack right across the driver's view",
            GLASS,
        ),
        Story(
            "Windshield glass broken by gravel.",
            "{+I} was on a road with loose gravel when the windshield glass broke.",
            "Star break in windshield, spreading.",
            "there is a star in the windshield and it is spreading",
            GLASS,
        ),
        Story(
            "Rear window glass shattered while parked.",
            "the rear window just shattered while the car was parked, glass everywhere.",
            "Rear window glass shattered.",
            "the rear window glass is in a thousand pieces",
            ("Rear window glass", "Seal", "Cleaning", "Glass labour"),
            False,
            False,
        ),
    ),
}
COST = {
    "collision": (900, 9800),
    "theft": (800, 5200),
    "vandalism": (600, 3600),
    "fire": (2500, 9500),
    "hail": (900, 6400),
    "flood": (2200, 9000),
    "animal": (1100, 6800),
    "glass": (280, 1250),
}
INJURIES = (
    ("Neck strain", "my neck hurts"),
    ("Bruised ribs", "bruised ribs"),
    ("Cut on forehead", "a cut on the forehead"),
    ("Sprained wrist", "a sprained wrist"),
    ("Whiplash", "whiplash"),
    ("Broken collarbone", "a broken collarbone"),
    ("Concussion", "a concussion"),
    ("Back pain", "back pain"),
)
