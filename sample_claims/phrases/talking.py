"""What agent and caller say on the telephone: greetings, asides, corrections; the questions are in their own files."""

from sample_claims.phrases import (
    talking_auto,
    talking_health,
    talking_liability,
    talking_property,
    talking_workers_comp,
)
from sample_claims.phrases.turns import Turn

GREETINGS = (
    "Claims department, this is AGENT, this call is recorded. How can I help?",
    "Thank you for calling the claims line, my name is AGENT.",
    "Good morning, claims, AGENT speaking.",
    "Hi, you are through to claims. I am AGENT. What happened?",
    "This is AGENT on the first notice line, are you safe and able to talk?",
    "Claims intake, AGENT here.",
)
HELLOS: dict[str, tuple[str, ...]] = {
    "auto": (
        "Hi, I need to report something with my car.",
        "Hello, I had a thing with the car.",
        "Yeah hi, it is about my car.",
        "Good morning, I want to make a claim on the auto policy.",
        "Hey, my car got damaged.",
        "I am calling about a car claim.",
    ),
    "property": (
        "Hi, I need to report damage at our place.",
        "Hello, something happened at the house.",
        "Yeah, it is about my home policy.",
        "Good morning, I want to make a claim on the property.",
        "Hey, we had some damage here.",
        "I am calling about a property claim.",
    ),
    "health": (
        "Hi, this is the billing office of a clinic, I have a claim to give you.",
        "Hello, we need to file a medical claim by phone.",
        "Hi, provider billing here, our clearinghouse is down.",
        "Good morning, I have charges for one of your members.",
        "Hello, I am calling about a bill for a patient.",
        "Hi, we could not send this claim electronically.",
    ),
}
HELLOS |= {
    "liability": (
        "Hi, I need to report something that happened to a customer.",
        "Hello, we have a liability claim to report.",
        "Good morning, somebody holds us liable for an incident.",
        "Hi, it is about our general liability policy.",
    ),
    "workers_comp": (
        "Hi, one of our employees was hurt at work.",
        "Hello, I have a workers comp injury to report.",
        "Good morning, I need to give a first report of injury.",
        "Hi, we had an accident at work.",
    ),
}
ENDS = (
    "Thank you, an adjuster will call you within two days.",
    "I have all I need, you will get a letter.",
    "Okay, that is in the system, have a good day.",
    "We will be in touch. Anything else? No? Good bye.",
    "Thanks for your patience, someone will follow up.",
    "That is everything for now, take care.",
)
ASIDES = (
    "Sorry, the dog is barking.",
    "Last time, in {+old_year}, I got {+old_amount}, remember?",
    "Can you hear me? The line is bad.",
    "My old claim was {+old_claim}, but that is closed.",
    "One second, somebody is at the door.",
    "The guy at the agency, {+agent}, gave me this number.",
)
_CORRECTED = (
    "It was {+wrong_day}, no wait, {date_of_loss}.",
    "{+wrong_day}... no, sorry, {date_of_loss}, around {time_of_loss}.",
    "I want to say {+wrong_day}, uh, no, it was {date_of_loss}.",
    "Last {+wrong_weekday}? No. {date_of_loss}. Yes, {date_of_loss}.",
    "{+wrong_day}. Hang on, my wife says {date_of_loss}. She is right, {date_of_loss}.",
    "Not {+wrong_day}, {date_of_loss}, I checked.",
)
CORRECTED = {
    "auto": _CORRECTED,
    "property": _CORRECTED,
    "liability": _CORRECTED,
    "workers_comp": _CORRECTED,
    "health": tuple(
        text.replace("date_of_loss", "service_lines[0].date_from")
        .replace(", around {time_of_loss}", "")
        .replace("My wife", "My colleague")
        for text in _CORRECTED
    ),
}
MORE_LINES = (
    "{service_lines[N].procedure}, {+calledN}, {service_lines[N].units} units, {service_lines[N].charge}.",
    "Then {service_lines[N].procedure}, that is {+calledN}, units {service_lines[N].units}, for"
    " {service_lines[N].charge}.",
    "{+calledN}, code {service_lines[N].procedure}, quantity {service_lines[N].units}, {service_lines[N].charge}.",
    "Next is {service_lines[N].procedure} at {service_lines[N].charge}, units {service_lines[N].units}.",
    "Also {service_lines[N].procedure}, {+calledN}, charge {service_lines[N].charge}, units {service_lines[N].units}.",
    "{service_lines[N].procedure} for {+calledN}, we charged {service_lines[N].charge}, {service_lines[N].units}"
    " units.",
)
TURNS: dict[str, dict[str, Turn]] = {
    "auto": talking_auto.TURNS,
    "property": talking_property.TURNS,
    "health": talking_health.TURNS,
    "liability": talking_liability.TURNS,
    "workers_comp": talking_workers_comp.TURNS,
}
