"""The questions that help to write an assignment or a plan, in our own words.

After annexes 4 and 5 of the note. Policy: docs/policy/projects.md#the-plan
"""

from django.utils.translation import gettext_lazy as _

from ivz.projects.states import ASSIGNED, Section

CAUSE = [
    _("Where, when and with whom did the idea come up?"),
    _("What is the problem, and which challenge is that?"),
    _("Why is that a challenge?"),
    _("What happens if nobody takes it up?"),
]
AIM = [
    _("What do we want to reach in the end? The project helps; it need not reach it alone."),
    _("What should the project contribute to?"),
    _("How does it fit the course of the network as a whole?"),
    _("When are we content, and when is the project done?"),
]
PARTNERS = [_("Which partners take part, and what does each of them do?")]
SCOPE = [
    _("What could be done to get closer to the aim, and will not be?"),
    _("What is no result of this project?"),
    _("When does it stop, and what comes only after it?"),
    _("Where does its subject end?"),
    _("What does the client not get?"),
    _("Is that border as clear to others?"),
    _("What do others have to deliver or arrange?"),
]
RISKS = [
    _("What can stand in the way of the result?"),
    _("Which side effects can there be?"),
    _("Which of them are bad?"),
    _("Which of them are good?"),
]

SECTION_QUESTIONS = {
    Section.CAUSE: CAUSE,
    Section.ANALYSIS: [
        _("What do the figures say, and what do they not say?"),
        _("Who, what, where, when and why?"),
    ],
    Section.AMBITION: [_("What is different in the region when this succeeds?")],
    Section.AIM: AIM,
    Section.RESULT: [
        _("What can people see or hold when the project is done?"),
        _("What do you picture?"),
        _("Is this result the right means to the aim?"),
        _("Does the aim come closer once it is there?"),
        _("Does it take away (most of) the problem?"),
    ],
    Section.INDICATORS: [_("On which figures do we see whether it works? From where to where?")],
    Section.APPROACH: [_("Which steps lead to the result, and in which order?")],
    Section.PARTNERS: PARTNERS,
    Section.SCOPE: SCOPE,
    Section.RELATIONS: [
        _("Which projects run at the same time and touch this one? Where?"),
        _("Which of them compete with it for people, money or attention?"),
        _("Which parts of organisations have to change to make the result possible?"),
    ],
    Section.RISKS: RISKS,
    Section.CONDITIONS: [
        _("What does the assignment need in order to succeed?"),
        _("What does it need from the client?"),
    ],
    Section.GROUP: [
        _("Who is in the project group, on behalf of whom, and how often does it meet?")
    ],
    Section.CAPACITY: [_("How many hours a week does it take, and of which specialists?")],
    Section.PLANNING: [_("What is ready when, and when is the project done?")],
    Section.MONITORING: [
        _("How is progress followed: the work, and the figures?"),
    ],
    Section.COMMUNICATION: [
        _("How do those concerned, the partners and the board hear of it?"),
    ],
    Section.FINANCES: [_("Is there a budget, regional or local, and is it enough?")],
}
ASSIGNMENT_QUESTIONS = {section.value: SECTION_QUESTIONS[section] for section in ASSIGNED}
