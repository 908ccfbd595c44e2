"""Every table of every slice, for the migrations."""

from sqlmodel import SQLModel

from app.communique import models as communique
from app.cooperation import models as cooperation
from app.findings import models as findings
from app.people import models as people
from app.programme import models as programme
from app.programme.pictures import models as pictures
from app.report.practices import models as practices
from app.sources import models as sources
from app.sources.translations import models as translations
from app.stage import models as stage
from app.stage.booth import models as booth
from app.stage.questions import models as questions
from app.stage.slides import models as slides
from app.stage.speakers import models as speakers
from app.stage.talks import models as talks
from app.store import models as store
from app.survey import models as survey
from app.synthesis import models as synthesis
from app.tables import models as tables

MODULES = (
    store,
    programme,
    pictures,
    people,
    tables,
    sources,
    translations,
    findings,
    stage,
    talks,
    questions,
    speakers,
    booth,
    slides,
    synthesis,
    cooperation,
    communique,
    survey,
    practices,
)
metadata = SQLModel.metadata
