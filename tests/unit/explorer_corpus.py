"""A warehouse of a few articles, one of them hostile, with the full-text index: what the explorer's tests look at."""

from datetime import date

from tests.unit.warehouse_corpus import empty_warehouse, note_run, write_parts
from warehouse.connect import open_writer
from warehouse.fulltext import prepare_index, update_index
from warehouse.load import load_run
from warehouse.publish import begin_building, publish

FERRY, STRIKE, COPY, HOSTILE, UNTITLED = "ferry0", "strike0", "copy0", "hostile0", "untitled0"
TEXT = (
    "Ferry returns\n\n"
    "Mayor Ada Bright said “Crews cheered” on Monday as ferries\nleft Oslo. The <b>harbour</b> is open."
)
"""What FERRY rests on: a line break inside a sentence, markup that is text."""
SPITE_TITLE = "<script>window.hurt = 1</script> \u202egpj.exe\u202c"
SPITE_BODY = "<img src=x onerror='window.hurt = 1'> \0 &lt;b&gt; {{ 7 * 191 }} javascript:alert(1) " + "long" * 5_000
SPITE = f"{SPITE_TITLE}\n\n{SPITE_BODY}"


def article(key, title, body, **more):
    row = {"article_id": key, "document_id": key, "title": title, "body": body, "word_count": len(body.split())}
    return row | {"published_basis": "unknown", "extractor_version": "1"} | more


def place(text, words):
    start = text.index(words)
    return {"char_start": start, "char_end": start + len(words), "text": words}


def block(key, number, kind, text, words):
    return {"article_id": key, "block_no": number, "kind": kind, "rule": "made"} | place(text, words)


def corpus():
    """Return the rows by table."""
    ferry = {"article_id": FERRY, "sentence_no": 0}
    texts = {
        FERRY: TEXT,
        STRIKE: "Strike at the harbour. Ada Bright regretted it.",
        COPY: TEXT + " ",
        HOSTILE: SPITE,
        UNTITLED: "No headline.",
    }
    said = "Crews cheered"
    return {
        "sources": [{"source_uri": f"{k}.txt", "document_id": k, "format": "txt", "state": "loaded"} for k in texts],
        "documents": [
            {"document_id": key, "format": "text", "text": text, "encoding": "utf-8", "declared": "{}"}
            for key, text in texts.items()
        ],
        "articles": [
            article(
                FERRY,
                "Ferry returns",
                "Mayor Ada Bright said “Crews cheered” on Monday as ferries left Oslo. The <b>harbour</b> is open.",
                published_on=date(2024, 5, 2),
                publisher="Fjord Post",
                url="https://fjord.example/ferry?a=1&b=2",
                story_id="story:ferry",
                language="en",
            ),
            article(
                STRIKE,
                "Strike at the harbour",
                texts[STRIKE],
                published_on=date(2024, 5, 9),
                story_id="story:ferry",
                url="javascript:alert(1)",
            ),
            article(COPY, "Ferry returns", TEXT, published_on=date(2024, 5, 3), duplicate_of=FERRY),
            article(
                HOSTILE,
                "<script>window.hurt = 1</script>",
                SPITE,
                url="data:text/html,<script>",
                publisher='"><i>',
                bylines=["=cmd()", "<b>x</b>"],
                published_evidence="<u>",
            ),
            article(UNTITLED, None, "No headline."),
        ],
        "blocks": [
            block(FERRY, 0, "title", TEXT, "Ferry returns"),
            block(FERRY, 1, "body", TEXT, TEXT[TEXT.index("Mayor") :]),
            block(STRIKE, 0, "navigation", texts[STRIKE], "Strike at the harbour."),
            block(STRIKE, 1, "body", texts[STRIKE], "Ada Bright regretted it."),
            block(HOSTILE, 0, "title", SPITE, SPITE_TITLE),
            block(HOSTILE, 1, "body", SPITE, SPITE_BODY),
            block(UNTITLED, 0, "body", "No headline.", "No headline."),
        ],
        "entities": [
            {
                "article_id": key,
                "entity_id": entity,
                "kind": kind,
                "name": name,
                "country_code": code,
                "is_partial": False,
            }
            for key, entity, kind, name, code in (
                (FERRY, "person:ada-bright", "person", "Ada Bright", None),
                (STRIKE, "person:ada-bright", "person", "Ada Bright", None),
                (FERRY, "place:oslo", "place", "Oslo", "NOR"),
                (HOSTILE, "person:<script>", "person", "<script>", None),
            )
        ],
        "mentions": [
            ferry | {"mention_id": "m1", "entity_id": "person:ada-bright", "form": "name"} | place(TEXT, "Ada Bright"),
            ferry | {"mention_id": "m2", "entity_id": "place:oslo", "form": "name"} | place(TEXT, "Oslo"),
            {
                "article_id": STRIKE,
                "sentence_no": 0,
                "mention_id": "m3",
                "entity_id": "person:ada-bright",
                "form": "name",
            }
            | place(texts[STRIKE], "Ada Bright"),
            {
                "article_id": HOSTILE,
                "sentence_no": 0,
                "mention_id": "m4",
                "entity_id": "person:<script>",
                "form": "name",
            }
            | place(SPITE, "<script>window.hurt"),
        ],
        "roles": [
            {
                "article_id": FERRY,
                "role_id": "r1",
                "person_id": "person:ada-bright",
                "title": "mayor",
                "status": "current",
            }
            | place(TEXT, "Mayor Ada Bright")
        ],
        "quotes": [
            ferry
            | {"quote_id": "q1", "kind": "mixed", "words": said, "speaker_id": "person:ada-bright"}
            | place(TEXT, said)
        ],
        "dates": [
            ferry | {"date_no": 0, "kind": "date", "timex": "2024-04-29", "basis": "relative"} | place(TEXT, "Monday")
        ],
        "events": [
            ferry
            | {
                "event_id": "e1",
                "event_type": "RETREAT",
                "status": "actual",
                "actor_id": "person:ada-bright",
                "trigger": "left",
                "char_start": TEXT.index("left"),
                "char_end": TEXT.index("left") + 4,
            }
        ],
        "duplicates": [{"article_id": COPY, "of_article_id": FERRY, "kind": "near", "similarity": 0.97}],
        "stories": [
            {
                "story_id": "story:ferry",
                "headline": "Ferry returns",
                "article_count": 2,
                "last_published_on": date(2024, 5, 9),
            }
        ],
    }


def publish_rows(path, rows, *, run_id="run-1", part="part-0"):
    """Publish a file with these rows added, and the index brought up to them."""
    publish_files(path, write_parts(path.parent, rows, part), run_id=run_id)


def publish_files(path, files, *, run_id="run-1"):
    building = begin_building(path)
    if not building.exists():
        building.write_bytes(empty_warehouse())
    with open_writer(building) as connection:
        prepare_index(connection)
        load_run(connection, run_id, files)
        update_index(connection)
        note_run(connection, run_id)
    publish(path)
