"""Small warehouses for the report: rows by hand whose receipts hold, and a page taken apart to look at."""

from datetime import date
from html.parser import HTMLParser

from tests.sql.case import insert
from warehouse.connect import open_writer
from warehouse.migrate import apply_schema
from warehouse.stored import store_views

RUN = {
    "run_id": "20240402T100000Z-abcdef",
    "started_at": "2024-04-02 10:00:00",
    "finished_at": "2024-04-02 10:01:00",
    "state": "published",
    "code_version": "0.1.0",
    "seen_count": 6,
    "loaded_count": 4,
    "duplicate_count": 1,
    "rejected_count": 1,
}


class Case:
    """Rows of a warehouse by table, found by their words in the articles' texts."""

    def __init__(self):
        self.rows = {}
        self.texts = {}

    def add(self, table, **row):
        self.rows.setdefault(table, []).append(row)

    def article(self, key, text, **row):
        """Add an article whose first line is its title; its story is of its own unless said otherwise."""
        self.texts[key] = text
        title, _, body = text.partition("\n")
        start = len(title) + 1
        self.add("raw.documents", document_id=key, text=text, format="text", run_id=RUN["run_id"])
        row = {"title": title, "story_id": f"story:{key}", "published_evidence": "as printed"} | row
        self.add("main.articles", article_id=key, **row)
        for number, (kind, begin, end) in enumerate((("title", 0, len(title)), ("body", start, len(text)))):
            place = {"char_start": begin, "char_end": end, "text": text[begin:end]}
            self.add("main.blocks", article_id=key, block_no=number, kind=kind, rule="made", **place)
        self.add(
            "main.sentences", article_id=key, sentence_no=0, block_no=1, text=body, char_start=start, char_end=len(text)
        )
        if row["story_id"] and not any(
            story["story_id"] == row["story_id"] for story in self.rows.get("main.stories", ())
        ):
            day = row.get("published_on")
            told = {"headline": row["title"], "first_published_on": day, "last_published_on": day}
            self.add("main.stories", story_id=row["story_id"], **told)

    def fact(self, table, key, words, /, **row):
        """Add a fact on the first place where its words stand in an article."""
        start = self.texts[key].index(words)
        name = "trigger" if table == "main.events" else "text"
        self.add(table, article_id=key, char_start=start, char_end=start + len(words), **{name: words}, **row)

    def entity(self, entity_id, name, **row):
        self.add("main.entities", entity_id=entity_id, kind=entity_id.split(":")[0], name=name, **row)
        self.add("main.entity_aliases", entity_id=entity_id, alias=name, mention_count=1)

    def write(self, path, *, is_reversed=False):
        """Write the warehouse; the order of rows within a table must not matter to any reader."""
        with open_writer(path) as connection:
            apply_schema(connection)
            for table, rows in self.rows.items():
                insert(connection, table, rows[::-1] if is_reversed else rows)
            store_views(connection)
        return path


def bridge_news():
    """Two countries and a bridge: a little of everything the report tells."""
    case = Case()
    case.entity("country:NOR", "Norway", country_code="NOR")
    case.entity("country:SWE", "Sweden", country_code="SWE")
    case.entity("person:ada-lund", "Ada Lund", country_code="NOR")
    case.entity("person:per-holm", "Per Holm", country_code="SWE")
    case.entity("organization:bridge-office", "Bridge Office", country_code="NOR")
    first = (
        "Bridge to be mended\nTransport minister Ada Lund signed a deal with Sweden on Monday. "
        "“We start in May,” Lund said. The bridge repair will cost $5 billion. The office expects 28,500 daily drivers."
    )
    later = (
        "Bridge dearer than thought\nFormer minister Ada Lund accused Sweden of delay. “It was foreseeable,” she said. "
        "The bridge repair will cost $6.25 billion, the Bridge Office said. Daily drivers fell to 27,000."
    )
    rival = "What the bridge costs\nPer Holm put the bridge repair at about $9 billion. “Nobody counted,” Holm said."
    story = {"story_id": "story:bridge", "publisher": "Harbour Post", "url": "https://news.example/bridge"}
    case.article("a1", first, published_on="2024-03-04", language="en", **story)
    case.article("a2", later, published_on="2024-03-20", **story)
    case.article("a3", rival, published_on="2024-03-21", url="https://www.second.example/rival")
    case.article(
        "a4", "No day on this one\nSomebody “said something” somewhere.", published_basis="unknown", story_id=None
    )
    case.article("a5", first + " ", published_on="2024-03-05", duplicate_of="a1", **story)
    case.add("main.duplicates", article_id="a5", of_article_id="a1", kind="near", similarity=0.99)
    _bridge_facts(case)
    case.add("ops.runs", **RUN)
    for column, held in (("title", True), ("published_on", False)):
        found = {"expectation": "not_null", "column": column, "severity": "warn", "success": held}
        case.add("ops.validations", run_id=RUN["run_id"], suite="articles", unexpected_count=0 if held else 1, **found)
    case.add(
        "raw.sources",
        source_uri="x.bin",
        state="rejected",
        reason="binary: x",
        run_id=RUN["run_id"],
        seen_at="2024-04-02",
    )
    return case


def _bridge_facts(case):
    for number, (key, words, speaker, kind) in enumerate((
        ("a1", "We start in May", "person:ada-lund", "direct"),
        ("a2", "It was foreseeable", "person:ada-lund", "direct"),
        ("a2", "The bridge repair will cost $6.25 billion", "organization:bridge-office", "indirect"),
        ("a3", "Nobody counted", "person:per-holm", "direct"),
        ("a4", "said something", None, "mixed"),
    )):  # fmt: skip
        case.fact(
            "main.quotes",
            key,
            words,
            quote_id=f"quote:{number}",
            kind=kind,
            words=words,
            speaker_id=speaker,
            cue="said",
        )
    for number, (key, words, value, kind, unit, subject, hedge) in enumerate((
        ("a1", "$5 billion", 5e9, "money", "USD", "bridge repair", "exact"),
        ("a2", "$6.25 billion", 6.25e9, "money", "USD", "bridge repair", "exact"),
        ("a3", "about $9 billion", 9e9, "money", "USD", "bridge repair", "about"),
        ("a1", "28,500", 28500.0, "count", "drivers", "daily drivers", "exact"),
        ("a2", "27,000", 27000.0, "count", "drivers", "daily drivers", "exact"),
    )):  # fmt: skip
        told = {"value": value, "kind": kind, "unit": unit, "subject": subject, "approximation": hedge}
        claimant = "person:per-holm" if key == "a3" else None
        case.fact("main.quantities", key, words, quantity_id=f"quantity:{number}", claimant_id=claimant, **told)
    for number, (key, words, title, status, day) in enumerate((
        ("a1", "Transport minister Ada Lund", "transport minister", "current", "2024-03-04"),
        ("a2", "Former minister Ada Lund", "transport minister", "former", "2024-03-20"),
    )):  # fmt: skip
        held = {"person_id": "person:ada-lund", "title": title, "status": status, "as_of": day, "country_code": "NOR"}
        case.fact("main.roles", key, words, role_id=f"role:{number}", **held)
    parties = {
        "actor_id": "person:ada-lund",
        "recipient_id": "country:SWE",
        "actor_country": "NOR",
        "recipient_country": "SWE",
    }
    case.fact(
        "main.events",
        "a1",
        "signed",
        event_id="event:0",
        event_type="AGREE",
        starts_on="2024-03-04",
        ends_on="2024-03-04",
        **parties,
    )
    case.fact("main.events", "a2", "accused", event_id="event:1", event_type="ACCUSE", **parties)
    for number, (key, words, entity) in enumerate((
        ("a1", "Ada Lund", "person:ada-lund"),
        ("a2", "Ada Lund", "person:ada-lund"),
        ("a3", "Per Holm", "person:per-holm"),
        ("a1", "Sweden", "country:SWE"),
        ("a2", "Sweden", "country:SWE"),
    )):  # fmt: skip
        case.fact("main.mentions", key, words, mention_id=f"mention:{number}", entity_id=entity, form="name")


INLINE = {"a", "b", "bdi", "code", "mark", "span"}


class Taken(HTMLParser):
    """A page taken apart: its elements with their attributes, the text of each id, all text, what is marked by card."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements = []
        self.text = ""
        self.marked = {}
        self._card = None
        self._open = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.text += "" if tag in INLINE else " "
        self.elements.append((tag, attributes))
        if attributes.get("class") == "card":
            self._card = attributes["id"]
        if tag == "mark":
            self.marked.setdefault(self._card, []).append("")
        self._open.append(tag)

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if "style" in self._open:
            return
        self.text += data
        if "mark" in self._open:
            self.marked[self._card][-1] += data

    def values(self, attribute):
        return [attributes[attribute] for _, attributes in self.elements if attribute in attributes]

    def receipt_of(self, shown):
        """Return the words marked in the card that the first number shown like this leads to."""
        label = next(
            a["aria-label"]
            for _, a in self.elements
            if a.get("class") == "n" and a["aria-label"].startswith(f"{shown}, ")
        )
        href = next(a["href"] for _, a in self.elements if a.get("aria-label") == label)
        return self.marked[href.removeprefix("#")]


def hostile_records():
    """The same as a crawler would bring it: records whose every field and whose text try to act."""
    script, turned = "<script>window.hacked=1</script>", "\u202eevil\u202c"
    text = (
        f"SEOUL {turned} — “We will not act on {script},” Defense Minister Kim <b>Seon-ho</b> said Monday. "
        f"The <img src=x onerror=window.hacked=1> plan costs $5 billion, Kim said. Kim met Japanese officials {turned} "
        "in Tokyo. <a href=javascript:window.hacked=1>Read on</a>\n\n“Nothing is decided,” Kim said. Some 28,500 "
        "troops stay. South Korea accused Japan of delay, the ministry said."
    )
    for number, url in enumerate(("javascript:window.hacked=1", "https://ok.example/?q=<script>", "data:text/html,x")):
        title = f"Minister{number} \"'><svg onload=window.hacked=1> {turned}"
        yield {
            "text": text + f" Part {number} of it is told again on day {number} of the talks.",
            "title": title,
            "url": url,
            "publisher": script,
            "authors": [script],
            "published_at": f"2024-12-0{1 + number}",
        }


def hostile_news(padding=""):
    """Texts that try to run, to lead away and to turn the reading direction, in every field that a page shows."""
    script, image = "<script>window.hacked=1</script>", "<img src=x onerror=window.hacked=1>"
    turned, quoted = "\u202egnp.exe\u202c", "\"'><svg onload=window.hacked=1>"
    nasty = f"{script} {image} {turned} {quoted} {{{{ 7 * 7 }}}} &amp; \u2066x\x07y{padding}"
    case = Case()
    case.entity("country:NOR", f"Norway {nasty}", country_code="NOR")
    case.entity("country:SWE", f"Sweden {nasty}", country_code="SWE")
    case.entity("person:<b>", f"Name {nasty}", country_code="NOR")
    for number, url in enumerate(("javascript:window.hacked=1", 'https://ok.example/"onmouseover=window.hacked=1 x')):
        key = f"h{number}"
        text = f"Title {nasty}\nBody {nasty} says {5 + number} billion and acts."
        day = date(2024, 1, 1 + number)
        case.article(
            key, text, published_on=day.isoformat(), publisher=f"Outlet {nasty}" if number else None, url=url,
            language='en" onclick="x', published_evidence=nasty, story_id="story:h",
        )  # fmt: skip
        case.fact(
            "main.quotes",
            key,
            f"Body {nasty}",
            quote_id=f"q{number}{quoted}",
            words=nasty,
            speaker_id="person:<b>",
            cue=nasty,
        )
        told = {"value": 5e9 + number, "kind": "money", "unit": nasty, "subject": f"thing {nasty}", "per": nasty}
        case.fact("main.quantities", key, "billion", quantity_id=f"n{number}{quoted}", claimant_id="person:<b>", **told)
        case.fact(
            "main.roles",
            key,
            "Title",
            role_id=f"r{number}{quoted}",
            person_id="person:<b>",
            title=nasty,
            status="current",
            as_of=day.isoformat(),
            country_code="NOR",
        )
        parties = {
            "actor_id": "person:<b>",
            "recipient_id": "country:SWE",
            "actor_country": "NOR",
            "recipient_country": "SWE",
        }
        case.fact(
            "main.events",
            key,
            "acts",
            event_id=f"e{number}{quoted}",
            event_type="AGREE",
            mode=nasty,
            starts_on=day.isoformat(),
            ends_on=day.isoformat(),
            **parties,
        )
    case.add("ops.runs", **(RUN | {"code_version": nasty, "state": nasty}))
    found = {"expectation": nasty, "column": nasty, "severity": "fail", "success": False, "observed": nasty}
    case.add("ops.validations", run_id=RUN["run_id"], suite=nasty, unexpected_count=1, **found)
    case.add("ops.rejects", run_id=RUN["run_id"], table_name=nasty, row="{}", reason=nasty)
    case.add(
        "raw.sources", source_uri=nasty, state="rejected", reason=nasty, run_id=RUN["run_id"], seen_at="2024-04-02"
    )
    return case
