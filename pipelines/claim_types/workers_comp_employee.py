"""The employee of a first report of injury: who it is, what the job is, what it pays."""

from __future__ import annotations

from pipelines.claim_types.casualty import ADDRESS, BIRTH, NAME, PHONE, worded
from pipelines.claim_types.schema import field, group

NOUNS = "employee | injured employee | injured worker | worker | claimant"
HEADINGS = (
    "employee | employee information | employee details | injured employee | injured worker | worker"
    " | employee / wage | employee/wage | employee and wage | claimant | claimant information | injured person"
    " | worker information | worker details | the employee | employee / wages"
)
PAY = "wage | wages | wage information | wage details | employee / wage | employee/wage | pay | earnings | salary"

EMPLOYEE = group(
    "employee",
    HEADINGS,
    field("employee_name", "name", "Who was hurt or fell ill.",
          worded(NOUNS, "{} | {} name | {}'s name | name of {} | name of the {} | {} full name")
          + " | injured person | name of injured | injured party | name (last, first, middle) of employee"
          " | name of injured person | employee's full name",
          section_labels=f"{NAME} | name (last, first, middle) | last name, first name",
          critical=True, required=True,
          phrases="our employee {} | employee is {} | employee, {} | injured worker is {} | injured employee is {}"
          " | our worker {} | our colleague {} | one of our people, {} | injured person is {} | worker is {}"
          " | accident of {} | injury to {} | injury of {} | claim for {} | employee named {} | his name is {}"
          " | her name is {} | employee's name is {} | name of the employee is {} | member of staff, {}"
          " | our employee, {} | employee {} | about {} | who got hurt is {} | worker named {}",
          questions="who was hurt | who was injured | name of the employee | employee's name | name of the injured"
          " | injured worker | who got hurt | the injured employee | which employee"),
    field("employee_address", "address", "The employee's home address.",
          worded(NOUNS, "{} address | {}'s address | address of {} | {} home address | home address of {}"
              " | {} mailing address"),
          section_labels=ADDRESS,
          phrases="lives at {} | whose address is {} | resides at {} | living at {} | who lives at {}"
          " | home address is {} | employee's address is {} | his address is {} | her address is {}",
          questions="employee's address | where does he live | where does she live | home address"
          " | where does the employee live"),
    field("employee_phone", "phone", "The employee's telephone number.",
          worded(NOUNS, "{} phone | {}'s phone | {} telephone | phone of {} | {} phone number | telephone of {}"
                 " | {}'s telephone | {} phone #"),
          section_labels=f"{PHONE} | home phone",
          phrases="employee's phone is {} | his phone is {} | her phone is {} | his number is {} | her number is {}"
          " | employee's number is {} | employee can be reached at {} | he can be reached at {}"
          " | she can be reached at {}",
          questions="employee's phone | number for the employee | employee's number | phone number of the employee"),
    field("employee_ssn", "tax_id", "The employee's social security number.",
          worded(NOUNS, "{} SSN | {} social security number | {}'s social security number | {} ID number")
          + " | social security number | SSN | soc sec number | social security no | S.S.N. | social security #"
          " | soc. sec. no | employee ID | SS number | SS#",
          phrases="SSN {} | SSN is {} | social security number is {} | social security number {} | social is {}"
          " | social security {}",
          questions="social security | the social"),
    field("employee_date_of_birth", "date", "The employee's day of birth.",
          worded(NOUNS, "{} date of birth | {} DOB | {}'s date of birth | {} birth date | date of birth of {}"),
          section_labels=BIRTH,
          phrases="born {} | born on {} | date of birth {} | date of birth is {} | DOB {} | birthday is {}",
          questions="date of birth | birthday | born"),
    field("employee_sex", "enum", "The employee's sex.",
          worded(NOUNS, "{} sex | {}'s sex | {} gender"), section_labels="sex | gender",
          options={"male": "male | man | M", "female": "female | woman | F", "other": "other | X | non-binary"
          " | unknown"}),
    field("marital_status", "enum", "The employee's marital status.",
          "marital status | family status | civil status | employee marital status",
          section_labels="status",
          options={
              "single": "single | unmarried | unmarried/single/divorced | never married | unmarried / single / divorced"
                  " | not married | S",
              "married": "married | M | civil partnership",
              "separated": "separated",
              "divorced": "divorced | D",
              "widowed": "widowed | widow | widower | W",
              "unknown": "unknown | K | U",
          },
          phrases="employee is {} | he is {} | she is {}", questions="married | marital status"),
    field("dependents", "integer", "How many dependents the employee has.",
          "number of dependents | dependents | no of dependents | # of dependents | # dependents | dependants"
          " | number of dependants | dependents claimed | number of dependent children",
          phrases="{} dependents | {} dependants | has {} dependents",
          questions="dependents | dependants | how many children"),
)  # fmt: skip

JOB = group(
    "job",
    f"{HEADINGS} | employment | employment information | job | job information | occupation",
    field("date_hired", "date", "The day on which the employee was hired.",
          "date hired | hire date | date of hire | hired on | employment start date | employed since | date employed"
          " | start date of employment | employee date of hire | date of employment | employee hire date",
          section_labels="hired | date started",
          phrases="hired on {} | was hired {} | has worked here since {} | has worked for us since {}"
          " | employed since {}"
          " | with us since {} | joined us on {} | started with us on {} | employed by us since {} | hired {}"
          " | hired him on {} | hired her on {} | started here on {}",
          questions="hired | how long has | start working for you | when did he start | when did she start"),
    field("state_of_hire", "state", "The state in which the employee was hired.",
          "state of hire | hire state | state hired | state where hired | hired in state",
          phrases="hired in {} | state of hire is {} | was hired in {}",
          questions="state of hire | which state was | hired in which state | state were they hired"),
    field("occupation", "text", "The employee's occupation or job title.",
          "occupation | job title | occupation/job title | occupation / job title | employee occupation"
          " | occupation or job title | job description | employee's occupation | employee's job title"
          " | occupation description | job classification | regular occupation | employee job title",
          section_labels="job | title | trade",
          phrases="works as a {} | works as an {} | worked as a {} | worked as an {} | employed as a {}"
          " | employed as an {}"
          " | employed here as a {} | employed here as an {} | job is {} | occupation is {} | job title is {}"
          " | works for us as a {} | works for us as an {} | works here as a {} | works here as an {} | occupation {}",
          questions="the occupation | job title | what does he do | what does she do | work as | the job | occupation"),
    field("employment_status", "enum", "How the employee is employed.",
          "employment status | type of employment | employment type | employee status | status of employment"
          " | full time/part time | work status | full-time or part-time | employed full or part time",
          anywhere=True,
          options={
              "full_time": "full time | full-time | regular full time | FT | regular employee",
              "part_time": "part time | part-time | regular part time | PT",
              "seasonal": "seasonal | seasonal worker",
              "temporary": "temporary | temp | temporary worker | agency worker",
              "volunteer": "volunteer",
              "apprentice": "apprentice | apprenticeship",
              "other": "other | on strike | piece worker",
          },
          questions="full time | part time | full-time | part-time | employment status"),
    field("class_code", "identifier", "The NCCI class code of the job.",
          "NCCI class code | class code | class code number | NCCI class | classification code | WC class code"
          " | NCCI code | NCCI class code number | class cd | manual classification code | workers comp class code",
          phrases="class code {} | class code is {} | NCCI code {} | NCCI class {}",
          questions="class code"),
)  # fmt: skip

WAGE = group(
    "wage",
    PAY,
    field("wage_rate", "money", "What the employee earns per hour, day, week or month.",
          "rate | wage rate | rate of pay | pay rate | hourly rate | wage | wages | rate of wage | hourly wage"
          " | employee wage rate | salary | earnings | gross wage | pay",
          section_labels="amount",
          phrases="earns {} | paid {} | rate of {} | pay is {} | pay of {} | rate is {}"
          " | makes {} | rate of pay is {} | get {} | gets {} | salary is {}",
          questions="the rate | how much does he earn | how much does she earn | wage rate | the wage"
          " | how much do you pay | hourly wage | what is the pay | rate of pay"),
    field("wage_period", "enum", "The time that the wage rate is for.",
          "per | wage period | rate per | pay period | wage per | paid per | wage rate per | rate basis | paid"
          " | pay basis | wage is per | period of pay",
          beside="wage_rate",
          options={
              "hour": "hour | hourly | per hour | an hour | hr | /hr",
              "day": "day | daily | per day | a day",
              "week": "week | weekly | per week | a week | wk",
              "two_weeks": "two weeks | bi-weekly | biweekly | every two weeks | every other week | fortnight"
                  " | fortnightly",
              "month": "month | monthly | per month | a month",
              "year": "year | annual | annually | per year | a year | yearly",
              "other": "other | piece | per job",
          }),
    field("average_weekly_wage", "money", "The employee's average weekly wage.",
          "average weekly wage | AWW | avg weekly wage | average weekly earnings | avg wkly wage | weekly wage"
          " | average gross weekly wage | average wage per week | A.W.W. | average weekly wages",
          phrases="average weekly wage is {} | average weekly wage of {} | weekly wage is {} | {} a week on average"
          " | averages {} | average weekly wage comes to {} | on average {} | average weekly wage {}",
          questions="average weekly wage | weekly wage | on average a week | per week on average"),
    field("days_per_week", "integer", "How many days a week the employee works.",
          "# days worked/week | days worked per week | number of days worked per week | days per week | days/week"
          " | # days worked per week | days worked/week | days worked | work days per week | no of days worked per week"
          " | number of days per week",
          phrases="works {} days a week | {} days a week | {} days per week | works {} days",
          questions="days a week | days per week"),
    field("full_pay_injury_day", "boolean", "Whether the day of injury was paid in full (yes or no).",
          "full pay for day of injury | full pay for day of injury? | paid in full for day of injury"
          " | full wages paid for date of injury | full pay for date of injury | did employee receive full pay for day"
          " of injury | full day's pay for day of injury | full wages for day of injury | full pay on day of injury"
          " | was full pay given for day of injury",
          options={
              "true": "paid in full for the day | full pay for the day | paid for the whole day | got full pay that day"
                  " | paid for the full day",
              "false": "not paid in full for the day | no full pay for the day | was not paid for the whole day"
                  " | did not get full pay that day",
          },
          questions="paid in full for the day | full pay for the day | full day's pay"),
    field("salary_continued", "boolean", "Whether the salary is paid on (yes or no).",
          "did salary continue | salary continue | salary continued | is salary continued | salary continuation"
          " | will salary continue | salary continued? | wages continued | did wages continue | are wages continued",
          options={
              "true": "salary continues | salary is being continued | we continue to pay | wages are continued"
                  " | salary will continue | wages continue",
              "false": "salary does not continue | salary is not continued | salary was not continued"
                  " | wages are not continued | we do not continue to pay | wages have stopped",
          },
          questions="salary continue | continue to pay | wages continue"),
)  # fmt: skip
