import pytest

from etam.expressions import ExpressionError, Type, names, parse

KNOWN = {"titles": Type.WHOLE, "copies": Type.WHOLE, "share": Type.NUMBER, "kind": Type.TEXT}


class TestParse:
    def test_lists_names_in_order_of_appearance(self):
        assert names(parse("copies >= titles and copies > last_year.copies")) == (
            "copies",
            "titles",
            "last_year.copies",
        )

    def test_knows_last_year_of_every_element(self):
        assert parse("last_year.titles <= titles", KNOWN).is_condition

    def test_keeps_whole_numbers_apart_from_decimals(self):
        assert parse("titles + 2 * copies", KNOWN).type is Type.WHOLE
        assert parse("titles / copies", KNOWN).type is Type.NUMBER

    def test_takes_a_name_compared_with_a_text_for_text(self):
        assert parse('kind in ("public", "school")').is_condition

    def test_reads_an_expression_over_several_lines(self):
        assert parse("titles\n  <= copies", KNOWN).text == "titles <= copies"


class TestRefusal:
    @pytest.mark.parametrize(
        ("text", "reason", "position"),
        [
            ("titles <= copie", 'unknown element "copie"', 11),
            ("titles <= last_year.copie", 'unknown element "copie"', 11),
            ("this_year.titles > 0", "only last_year and peers", 1),
            ("average(titles)", 'unknown function "average"', 1),
            ("titles.real > 0", "only last_year and peers", 1),
            ("__import__('os')", 'unknown function "__import__"', 1),
            ("titles ** 2", "Pow is not part of the language", 1),
            ("[1, 2]", "List is not part of the language", 1),
            ("lambda: 1", "Lambda is not part of the language", 1),
            ("titles <", "is not an expression", 9),
            ("titles <= kind", "mixes number and text", 1),
            ('kind < "a"', "texts cannot be ordered", 1),
            ("titles and copies", "a condition is needed here", 1),
            ("sum(titles > 1)", "a number is needed here, not a condition", 5),
            ("titles in copies", "after in stands a list", 11),
            ("if_(titles > 1, 2)", "if_ takes 3 arguments, not 2", 1),
            ("like(kind, titles)", "the second argument of like is a text", 12),
            ("titles == True", "True is neither a number nor a text", 11),
            ("titles <= 1 if copies else 2", "IfExp is not part of the language", 1),
        ],
    )
    def test_says_what_and_where(self, text: str, reason: str, position: int):
        with pytest.raises(ExpressionError, match="position") as caught:
            parse(text, KNOWN)
        assert reason in caught.value.reason
        assert caught.value.position == position

    def test_stops_at_a_depth(self):
        with pytest.raises(ExpressionError, match="nested deeper"):
            parse("not " * 100 + "titles > 1", KNOWN)

    def test_stops_at_a_length(self):
        with pytest.raises(ExpressionError, match="longer than"):
            parse("titles + " * 2000 + "1", KNOWN)

    def test_counts_letters_not_bytes(self):
        with pytest.raises(ExpressionError) as caught:
            parse('kind == "é" and nope > 1', KNOWN)
        assert caught.value.position == 17
