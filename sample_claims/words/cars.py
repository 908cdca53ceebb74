"""Makes, models and the world manufacturer codes that start their VINs; colours and uses."""

from typing import NamedTuple


class Make(NamedTuple):
    """A make, its models, and a manufacturer code that such VINs start with."""

    name: str
    wmi: str
    models: tuple[str, ...]


_MAKES = """
Acura|19U|TLX,Integra,MDX,RDX
Audi|WAU|A4,A6,Q5,Q7
BMW|WBA|330i,530i,X3,X5
Buick|2G4|Encore,Enclave,Regal
Cadillac|1G6|CT5,XT5,Escalade
Chevrolet|1G1|Malibu,Equinox,Silverado,Traverse,Bolt
Chrysler|2C3|300,Pacifica
Dodge|2B3|Charger,Durango,Challenger
Ford|1FA|Fusion,Escape,Explorer,F-150,Mustang
GMC|1GT|Sierra,Terrain,Acadia
Honda|1HG|Civic,Accord,CR-V,Pilot,Odyssey
Hyundai|5NP|Elantra,Sonata,Tucson,Santa Fe
Jeep|1J4|Wrangler,Cherokee,Compass
Kia|5XX|Optima,Sorento,Sportage,Soul
Lexus|JTH|ES 350,RX 350,IS 300
Mazda|JM1|Mazda3,CX-5,CX-9
Mercedes-Benz|WDD|C 300,E 350,GLC 300
Nissan|1N4|Altima,Sentra,Rogue,Pathfinder
Ram|1C6|1500,2500
Subaru|4S3|Outback,Forester,Impreza,Legacy
Tesla|5YJ|Model 3,Model Y,Model S
Toyota|4T1|Camry,Corolla,RAV4,Highlander,Tacoma
Volkswagen|3VW|Jetta,Passat,Tiguan,Golf
Volvo|YV1|S60,XC60,XC90
"""
MAKES = tuple(
    Make(name, wmi, tuple(models.split(",")))
    for name, wmi, models in (line.split("|") for line in _MAKES.strip().splitlines())
)
COLOURS = ("silver", "white", "black", "dark blue", "red", "grey", "green", "bronze", "maroon", "light blue")
USES = ("Pleasure", "Commuting to work", "Business", "Personal errands", "Farm use", "Delivery", "Commuting to school")
