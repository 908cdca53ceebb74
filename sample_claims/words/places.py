"""Streets, and real cities with their state, first three ZIP digits and area code."""

from typing import NamedTuple


class City(NamedTuple):
    """A city; every ZIP code drawn for it starts with `zip3`."""

    name: str
    state: str
    zip3: str
    area_code: str


_CITIES = """
Akron|OH|443|330;Albany|NY|122|518;Albuquerque|NM|871|505;Amarillo|TX|791|806;Anchorage|AK|995|907;Asheville|NC|288|828
Austin|TX|787|512;Bangor|ME|044|207;Baton Rouge|LA|708|225;Bend|OR|977|541;Billings|MT|591|406;Biloxi|MS|395|228
Birmingham|AL|352|205;Boise|ID|837|208;Boulder|CO|803|303;Bridgeport|CT|066|203;Buffalo|NY|142|716;Burlington|VT|054|802
Cedar Rapids|IA|524|319;Charleston|SC|294|843;Charlotte|NC|282|704;Chattanooga|TN|374|423;Cheyenne|WY|820|307
Cincinnati|OH|452|513;Columbia|MO|652|573;Columbus|OH|432|614;Dayton|OH|454|937;Des Moines|IA|503|515;Duluth|MN|558|218
Durham|NC|277|919;El Paso|TX|799|915;Erie|PA|165|814;Eugene|OR|974|541;Evansville|IN|477|812;Fargo|ND|581|701
Fort Collins|CO|805|970;Fresno|CA|937|559;Grand Rapids|MI|495|616;Green Bay|WI|543|920;Greenville|SC|296|864
Harrisburg|PA|171|717;Hartford|CT|061|860;Huntsville|AL|358|256;Jackson|MS|392|601;Kalamazoo|MI|490|269
Knoxville|TN|379|865;Lansing|MI|489|517;Lexington|KY|405|859;Lincoln|NE|685|402;Little Rock|AR|722|501
Louisville|KY|402|502;Lubbock|TX|794|806;Macon|GA|312|478;Madison|WI|537|608;Manchester|NH|031|603;Mobile|AL|366|251
Nashua|NH|030|603;Norfolk|VA|235|757;Omaha|NE|681|402;Pensacola|FL|325|850;Peoria|IL|616|309;Providence|RI|029|401
Provo|UT|846|801;Pueblo|CO|810|719;Raleigh|NC|276|919;Reno|NV|895|775;Richmond|VA|232|804;Roanoke|VA|240|540
Rochester|NY|146|585;Rockford|IL|611|815;Sacramento|CA|958|916;Salem|OR|973|503;Savannah|GA|314|912;Scranton|PA|185|570
Sioux Falls|SD|571|605;Spokane|WA|992|509;Springfield|MA|011|413;Stockton|CA|952|209;Syracuse|NY|132|315
Tacoma|WA|984|253;Tallahassee|FL|323|850;Toledo|OH|436|419;Topeka|KS|666|785;Tucson|AZ|857|520;Tulsa|OK|741|918
Waco|TX|767|254;Wichita|KS|672|316;Wilmington|DE|198|302;Worcester|MA|016|508;Yakima|WA|989|509;Youngstown|OH|445|330
"""
CITIES = tuple(City(*entry.split("|")) for entry in _CITIES.replace("\n", ";").split(";") if entry)

_ROADS = """
Acorn Adams Alder Almond Amber Applewood Arlington Aspen Balsam Barberry Bayview Beacon Beech Bellevue Birchwood
Bluebell Bramble Briarcliff Brookside Buckeye Burnham Butternut Cambridge Canal Cardinal Carlisle Cedar Chapel Cherry
Chestnut Clearwater Clinton Clover Colonial Copper Cottonwood Creekside Crescent Cypress Dartmouth Delaware Dogwood
Dover Eastgate Edgewood Elderberry Elm Evergreen Fairview Falcon Fern Fieldstone Foxglove Franklin Garden Garfield
Glenwood Granite Greenbrier Grove Hamilton Harbor Harvest Hawthorn Hazel Heather Hickory Highland Hillcrest Holly
Honeysuckle Huron Ironwood Ivy Jackson Jasmine Juniper Kensington Kingfisher Lakeshore Larch Laurel Lavender Lexington
Liberty Lilac Linden Locust Madison Magnolia Maple Marigold Meadow Mill Monroe Mulberry Myrtle Northgate Oak Oakridge
Old Orchard Overlook Oxford Palmetto Park Pearl Pebble Pecan Pershing Pine Pinecrest Pleasant Poplar Prairie Quail
Quarry Railroad Redwood Ridge River Riverside Rosewood Sassafras Scenic Sequoia Shady Sherman Silver Spring Spruce
Stonebridge Summit Sumac Sunset Sycamore Tamarack Thistle Timber Union Valley Vine Walnut Washington Waterford
Wheatfield Willow Winding Woodland
"""
ROADS = tuple(_ROADS.split())
WAYS = ("Street", "Avenue", "Road", "Drive", "Lane", "Court", "Boulevard", "Way", "Place", "Terrace")
SHORT_WAYS = {
    "Street": "St",
    "Avenue": "Ave",
    "Road": "Rd",
    "Drive": "Dr",
    "Lane": "Ln",
    "Court": "Ct",
    "Boulevard": "Blvd",
    "Way": "Way",
    "Place": "Pl",
    "Terrace": "Ter",
}
HIGHWAYS = (
    "Interstate 40",
    "Interstate 75",
    "Interstate 90",
    "US Route 20",
    "US Route 63",
    "State Route 9",
    "Highway 41",
)
