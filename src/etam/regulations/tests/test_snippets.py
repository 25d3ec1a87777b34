from etam.regulations.snippets import Piece, around

TEXT = "Pemerintah desa menganggarkan perpustakaan desa dari dana desa menurut kemampuan."


def written(pieces):
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


def test_words_are_marked_whole_though_only_their_beginning_was_asked_for():
    told = "Pemerintah [desa] menganggarkan [perpustakaan] [desa] dari dana [desa] menurut kemampuan."
    assert written(around(TEXT, ["perpus", "desa"])) == told


def test_a_word_is_not_found_inside_another():
    assert around("Kedesaan saja", ["desa"]) == []


def test_a_long_text_is_cut_at_words():
    told = written(around(f"{'awal ' * 40}tengah {'akhir ' * 60}", ["tengah"]))
    assert told.startswith("… awal")
    assert "[tengah]" in told
    assert told.endswith("akhir …")


def test_pieces_join_to_the_text():
    assert "".join(piece.text for piece in around(TEXT, ["dana"])) == TEXT
    assert Piece("dana", is_hit=True) in around(TEXT, ["dana"])
