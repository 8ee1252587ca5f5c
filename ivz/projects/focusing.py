"""What decisions do to focus agendas: registered with ``decisions`` when the program starts.

Policy: docs/policy/projects.md#focus-agenda
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.authorization.openness import Openness
from ivz.decisions.effects import About, SubjectKind
from ivz.decisions.papers import Adoption
from ivz.decisions.states import PaperState
from ivz.network.models.bodies import MandateSubject
from ivz.projects.actions import focus as actions
from ivz.projects.models import FocusAgenda
from ivz.projects.rules import focus as rules

FOCUS = "focus-agenda"


def _followed_since(agenda: FocusAgenda) -> str:
    """Give why the adoption of an agenda cannot be reversed any more."""
    follows = FocusAgenda.objects.filter(
        body=agenda.body, state=PaperState.ADOPTED, valid_from__gt=agenda.valid_from
    )
    if agenda.state == PaperState.ADOPTED and follows.exists():
        return _("A next focus agenda was adopted since. Take a new decision instead.")
    return ""


_ADOPTION: "Adoption[FocusAgenda]" = Adoption(
    label=gettext_lazy("Adopt the focus agenda"),
    asks=lambda agenda: _("Adopt the focus agenda “%(title)s”.") % {"title": agenda.title},
    told=gettext_lazy("The focus agenda is adopted; it takes over on its first day."),
    preview=gettext_lazy(
        "The focus agenda is then adopted. On its first day it takes over from the one before."
    ),
    mandate=MandateSubject.PROJECT,
    endorse=actions.endorse,
    adopt=actions.adopt,
    send_back=actions.send_back,
    restore=actions.restore,
    check_adoption=rules.check_has_room,
    depends=_followed_since,
)

FOCUS_KIND: "SubjectKind[FocusAgenda]" = SubjectKind(
    key=FOCUS,
    label=gettext_lazy("Focus agenda"),
    model=FocusAgenda,
    visible_to=lambda actor: FocusAgenda.objects.visible_to(actor).select_related("body__network"),
    about=lambda agenda: About(
        title=agenda.title,
        url=agenda.get_absolute_url(),
        network=agenda.network,
        openness=Openness(agenda.openness),
    ),
    questions=[_ADOPTION.question()],
)
