"""Who and what an article names, and in which roles."""

from collections import Counter
from collections.abc import Sequence

from newstext.naming.bodies import EntityMaker
from newstext.naming.lexicon import Lexicon
from newstext.naming.offices import OfficeSettler
from newstext.naming.pages import Page, Span, make_page
from newstext.naming.people import Directory
from newstext.naming.pronouns import PronounResolver
from newstext.naming.recognition import Recogniser
from newstext.naming.references import ReferenceResolver
from newstext.naming.revising import Reviser
from newstext.naming.roles import Calling, Office, RoleReader
from newstext.naming.scene import make_scene
from newstext.naming.titles import TitleReader
from newstext.naming.traits import describe_people
from newstext.records import Entity, Mention, Naming, Passage, Role, Tables


class NameFinder:
    """Find the names, people and roles of one article at a time; holds the reference tables and nothing else."""

    def __init__(self, tables: Tables) -> None:
        self._lexicon = Lexicon(tables)
        self._titles = TitleReader(tables)
        self._recogniser = Recogniser(self._lexicon)
        self._reviser = Reviser(self._lexicon)
        self._roles = RoleReader(self._lexicon, self._titles)
        self._settler = OfficeSettler(tables)
        self._references = ReferenceResolver(self._lexicon, self._roles)
        self._pronouns = PronounResolver(self._lexicon)

    def find(self, passages: Sequence[Passage]) -> Naming:
        """Return the entities, mentions and roles of an article's passages, given in order, each with its parse."""
        pages = [make_page(i, p, self._titles) for i, p in enumerate(passages)]
        for page in pages:
            page.spans = self._recogniser.read(page)
        self._reviser.revise(pages)
        article = _Article(self._lexicon, pages)
        scenes = [make_scene(page, article.id_of, article.country_of) for page in pages]
        offices = [office for scene in scenes for office in self._roles.read(scene)]
        self._settler.settle(offices, Counter(article.country_of.values()))
        references = self._references.resolve(scenes, offices)
        for ref in (*references, *self._pronouns.resolve(scenes, references)):
            article.add(ref.entity_id, ref.form, ref.page, ref.start, ref.end)
        article.describe(offices, [calling for scene in scenes for calling in self._roles.callings(scene)])
        return article.naming(offices)


class _Article:
    """The entities of one article as they are gathered."""

    def __init__(self, lexicon: Lexicon, pages: Sequence[Page]) -> None:
        self._lexicon = lexicon
        self._pages = pages
        self._entities: dict[str, Entity] = {}
        self._mentions: list[Mention] = []
        self.id_of: dict[Span, str] = {}
        self.country_of: dict[Span, str] = {}
        directory = Directory(lexicon, pages)
        directory.add_all(span for page in pages for span in page.spans if span.kind == "person")
        maker, people = EntityMaker(lexicon, pages), directory.people
        for page in pages:
            for span in page.spans:
                if span.kind == "person":
                    person = people[directory.id_of[span]]
                    short = person.is_partial or len(directory.parts(span)) < len(person.parts)
                    entity = Entity(person.entity_id, "person", person.name, None, person.is_partial)
                    self._enter(span, entity, "short_name" if short else "name")
                else:
                    entity, form = maker.make(span)
                    self._enter(span, entity, form)
                    if entity.country_code is not None:
                        self.country_of[span] = entity.country_code

    def _enter(self, span: Span, entity: Entity, form: str) -> None:
        self._entities.setdefault(entity.entity_id, entity)
        self.id_of[span] = entity.entity_id
        self.add(entity.entity_id, form, span.page, span.start, span.end)

    def add(self, entity_id: str, form: str, page: int, start: int, end: int) -> None:
        place = self._pages[page]
        self._mentions.append(Mention(entity_id, form, place.view_start(start), place.view_end(end)))

    def describe(self, offices: Sequence[Office], callings: Sequence[Calling]) -> None:
        """Note what titles say of the people."""
        self._entities = describe_people(self._entities, offices, callings, self._lexicon.words["sent_abroad"])

    def naming(self, offices: Sequence[Office]) -> Naming:
        mentions = sorted(set(self._mentions), key=lambda m: (m.start, m.end, m.entity_id, m.form))
        return Naming(self._entities, mentions, [self._role(office) for office in offices])

    def _role(self, office: Office) -> Role:
        page = self._pages[office.page]
        return Role(
            office.person_id,
            office.normal,
            office.body_id,
            office.country_code,
            office.status,
            page.view_start(office.start),
            page.view_end(office.end),
        )
