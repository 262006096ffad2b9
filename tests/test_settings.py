"""Settings: defaults as documented, every mistake named at once, no secret ever shown."""

from __future__ import annotations

import secrets
import stat
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from professor_lock.commands.doctor import describe, examine
from professor_lock.development_secret import with_development_secrets
from professor_lock.secret_strength import new_secret
from professor_lock.settings import declared
from professor_lock.settings_reading import SettingsError, load_settings, production_problems, production_warnings

PRODUCTION = {
    "PP_ENV": "production",
    "DATABASE_URL": "postgresql://u:p@db.example.com/app?sslmode=verify-full&sslrootcert=/etc/root.crt",
    "OPENAI_API_KEY": "sk-1",
    "PP_SESSION_SECRET": new_secret(),
    "PP_SERVER_KEY": new_secret(),
    "PP_ALLOWED_ORIGINS": "https://app.example.com",
}
ALL_VARIABLES = {name for setting in declared() for name in setting.variables}


def test_with_nothing_set_it_is_a_development_server_with_demo_data():
    settings = load_settings({})
    assert (settings.env, settings.host, settings.port) == ("development", "127.0.0.1", 8000)
    assert (settings.auth, settings.data, settings.model) == ("headers", "demo", "gpt-4o")
    assert (settings.disconnect_grace_s, settings.drain_s, settings.statmuse.use) == (15, 25, True)
    assert settings.database_url is None
    assert not settings.has_language_model
    assert all(setting.of(settings) in (None, ()) for setting in declared() if setting.secret)
    assert production_problems(settings) == []


@pytest.mark.parametrize("variable", ["RAILWAY_ENVIRONMENT", "RAILWAY_ENVIRONMENT_NAME"])
def test_on_railway_it_is_production_and_strict(variable):
    settings = load_settings({variable: "production"})
    assert (settings.env, settings.host, settings.auth, settings.data) == ("production", "0.0.0.0", "session", "live")
    assert (settings.statmuse.use, settings.allowed_origins, settings.trust_proxy) == (False, (), True)
    assert load_settings({variable: "staging", "PP_ENV": "development"}).env == "development"


def test_a_provider_key_alone_makes_the_data_live():
    keys = [one.variables[0] for one in declared() if one.path[1:] == ("key",)]
    assert {"THE_ODDS_API_KEY", "TAVILY_API_KEY", "BRAVE_API_KEY"} <= set(keys)
    assert {load_settings({key: "k"}).data for key in keys} == {"live"}
    assert load_settings({"THE_ODDS_API_KEY": "k", "PP_DATA": "demo"}).data == "demo"


def test_another_endpoint_needs_no_key_to_be_a_language_model():
    assert load_settings({"OPENAI_BASE_URL": "http://localhost:11434/v1"}).has_language_model


def test_supabases_name_for_the_database_counts_and_the_general_one_wins():
    assert load_settings({"SUPABASE_DB_URL": "postgresql://a/b"}).database_url == "postgresql://a/b"
    both = {"SUPABASE_DB_URL": "postgresql://a/b", "DATABASE_URL": "postgresql://c/d"}
    assert load_settings(both).database_url == "postgresql://c/d"


def test_blank_values_count_as_not_set():
    assert load_settings({name: "  " for setting in declared() for name in setting.variables}) == load_settings({})


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "http"),
        ("PORT", "-1"),
        ("PORT", "65536"),
        ("PP_ENV", "prod"),
        ("PP_AUTH", "none"),
        ("PP_DATA", "fake"),
        ("PP_MODEL_API", "completions"),
        ("PP_DRAIN_S", "soon"),
        ("PP_DRAIN_S", "nan"),
        ("PP_DISCONNECT_GRACE_S", "-1"),
        ("PP_STATMUSE", "perhaps"),
        ("OPENAI_BASE_URL", "api.openai.com"),
        ("THE_ODDS_API_URL", "ftp://x"),
        ("PP_LIMITS_FREE", "messages=many"),
        ("PP_ALLOWED_ORIGINS", "*"),
        ("PP_ALLOWED_ORIGINS", "https://*.com"),
        ("PP_ALLOWED_ORIGINS", "https://a.example/path"),
        ("PP_ALLOWED_ORIGINS", "app.example.com"),
        ("PP_LOG_LEVEL", "loud"),
        ("PP_ATTACHMENT_MAX_MB", "51"),
        ("PP_PUBLIC_URL", "lock.example.com"),
        ("PP_MODEL_FILES", "films"),
        ("PP_MODEL_HEADERS", "no colon"),
        ("PP_MODEL_HEADERS", "{half"),
        ("PP_MODEL_HEADERS", "a b: c"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(variable, value):
    with pytest.raises(SettingsError) as refusal:
        load_settings({variable: value})
    assert variable in str(refusal.value)


def test_all_mistakes_are_named_at_once():
    with pytest.raises(SettingsError) as refusal:
        load_settings({"PORT": "x", "PP_AUTH": "y", "PP_DRAIN_S": "z"})
    assert len(refusal.value.problems) == 3


def test_each_mistake_of_a_list_is_named_and_what_is_named_wrong_is_not_said_to_be_missing():
    environ = {"PP_ENV": "production", "PP_AUTH": "supabase", "SUPABASE_URL": "x"}
    with pytest.raises(SettingsError) as refusal:
        load_settings(environ | {"PP_ALLOWED_ORIGINS": "*,https://*.com"})
    problems = refusal.value.problems
    assert [problem.split()[0] for problem in problems].count("PP_ALLOWED_ORIGINS") == 2
    assert [problem for problem in problems if problem.startswith("SUPABASE_URL")] == [
        "SUPABASE_URL must be an http(s) address"
    ]


@given(st.dictionaries(st.sampled_from(sorted(ALL_VARIABLES)), st.text(max_size=40)))
def test_any_text_in_any_variable_is_taken_or_named_and_no_secret_is_in_what_is_said(environ):
    secret = "an-unlikely-secret-of-nobody"
    secrets_given = {setting.variables[0]: secret for setting in declared() if setting.secret}
    try:
        said = repr(load_settings({**environ, **secrets_given}))
    except SettingsError as error:
        said = str(error)
    assert secret not in said


def test_one_name_is_read_and_no_other_spelling_of_it():
    others = {"port": "1", "PP_PORT": "1", "pp_model": "x", "PP_ODDS_API": "{}", "PP_RAILWAY": "x", "ODDS_API_KEY": "k"}
    assert load_settings(others) == load_settings({})


def test_a_mistake_does_not_keep_production_from_naming_what_is_missing():
    with pytest.raises(SettingsError) as refusal:
        load_settings({"PP_ENV": "production", "PORT": "x"})
    said = str(refusal.value)
    for variable in ("PORT", "PP_SESSION_SECRET", "PP_ALLOWED_ORIGINS", "DATABASE_URL"):
        assert variable in said


@pytest.mark.parametrize(
    "origins",
    ["https://a.example", "https://*.example.com", "http://localhost:3000,https://x.y.z/", "http://localhost:*"],
)
def test_origins_that_browsers_send_are_taken(origins):
    assert load_settings({"PP_ALLOWED_ORIGINS": origins}).allowed_origins == tuple(
        origin.rstrip("/") for origin in origins.split(",")
    )


# --- production ---


def test_a_whole_production_environment_has_no_problems():
    assert production_problems(load_settings(PRODUCTION)) == []


@pytest.mark.parametrize("missing", [name for name in PRODUCTION if name != "PP_ENV"])
def test_production_names_what_is_missing(missing):
    problems = production_problems(load_settings({k: v for k, v in PRODUCTION.items() if k != missing}))
    assert len(problems) == 1
    assert missing in problems[0]


def test_production_with_nothing_names_everything_at_once():
    problems = "\n".join(production_problems(load_settings({"PP_ENV": "production"})))
    for name in PRODUCTION.keys() - {"PP_ENV"}:
        assert name in problems


@pytest.mark.parametrize(
    ("variable", "value", "word"),
    [
        ("PP_SESSION_SECRET", "short", "short"),
        ("PP_DATA", "demo", "PP_DATA"),
        ("DATABASE_URL", "postgresql://u:p@db.example.com/app", "sslmode"),
        ("DATABASE_URL", "postgresql://u:p@db.example.com/app?sslmode=require", "sslmode"),
        ("DATABASE_URL", "postgresql://u:p@db.example.com/app?sslmode=verify-full&sslmode=disable", "sslmode"),
        ("PP_AUTH", "supabase", "SUPABASE_URL"),
    ],
)
def test_production_refuses_what_is_not_safe(variable, value, word):
    problems = production_problems(load_settings(PRODUCTION | {variable: value}))
    assert len(problems) == 1
    assert word in problems[0]


@pytest.mark.parametrize("url", ["postgresql://localhost/a", "postgresql:///a?host=/run/pg", "postgresql://[::1]/a"])
def test_a_database_on_this_machine_needs_no_certificate(url):
    assert production_problems(load_settings(PRODUCTION | {"DATABASE_URL": url})) == []


# --- the secret of a development server ---


def test_a_development_secret_is_made_once_and_is_nobody_elses_to_read(tmp_path):
    settings = load_settings({"PP_DATA_DIR": str(tmp_path / "new")})
    first, second = with_development_secrets(settings), with_development_secrets(settings)
    assert first.session_secret is not None
    assert len(first.session_secret) >= 32
    assert second.session_secret == first.session_secret
    kept = list((tmp_path / "new").iterdir())
    assert [path.name for path in kept] == ["session_secret"]
    assert stat.S_IMODE(kept[0].stat().st_mode) & 0o077 == 0


def test_processes_that_start_together_agree_on_one_secret(tmp_path):
    settings = load_settings({"PP_DATA_DIR": str(tmp_path / "new")})
    barrier = threading.Barrier(8)
    found: list[str | None] = []

    def start() -> None:
        barrier.wait()
        found.append(with_development_secrets(settings).session_secret)

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_production_and_a_given_secret_get_nothing_made_up(tmp_path):
    for environ in ({"PP_ENV": "production"}, {"PP_SESSION_SECRET": "mine"}):
        settings = load_settings({"PP_DATA_DIR": str(tmp_path / "new"), **environ})
        assert with_development_secrets(settings) == settings
    assert not (tmp_path / "new").exists()


# --- what doctor shows ---


def test_every_setting_is_described_and_no_secret_is_shown():
    environ = {setting.variables[0]: f"secret-{setting.path}" for setting in declared() if setting.secret}
    environ["PP_BROKER_URL"] = "nats://secret-token@broker.example.com:4222,tls://pp:secret-word@other.example.com"
    environ["PP_SHARDS"] = (
        "postgresql://pp:secret-word@one.example.com/db,postgresql://pp:secret-word@two.example.com/db"
    )
    environ["PP_SHARDS_READ"] = "postgresql://pp:secret-word@three.example.com/db,-"
    assert len(environ) == 13
    rows = describe(load_settings(environ), environ)
    assert len(rows) == len(declared())
    assert {name for name, _, origin in rows if origin == "set"} == set(environ)
    assert "secret-" not in str(rows)


@pytest.mark.parametrize("wrong", ["h", "mysql://h/db", "mysql://h/db,postgresql://h/db"])
def test_what_is_no_address_of_a_database_is_no_shard_and_is_not_shown(wrong):
    address = wrong.replace("h", "pp:hunter2@h", 1)
    with pytest.raises(SettingsError, match="PP_SHARDS must begin with postgresql://") as refused:
        load_settings({"PP_SHARDS": address})
    assert "hunter2" not in str(refused.value)


def test_a_shard_with_several_hosts_is_one_address():
    one, two = "postgresql://a:5432,b:5432/db", "postgres://c/db?sslmode=disable"
    assert load_settings({"PP_SHARDS": f'"{one}", {two}'}).shards == (one, two)


@pytest.mark.parametrize("wrong", ["redis://h", "nats://", "nats://h:0", "nats://h:nine", "nats://h,", "h:4222"])
def test_what_is_no_address_of_a_broker_is_refused_without_being_shown(wrong):
    address = wrong.replace("h", "pp:hunter2@h", 1)
    with pytest.raises(SettingsError, match=r"PP_BROKER_URL must be nats://") as refused:
        load_settings({"PP_BROKER_URL": address})
    assert "hunter2" not in str(refused.value)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=6, max_size=30))
def test_no_password_in_an_address_is_shown(password):
    shown = "p" * 3 + password + "w" * 3
    environ = {"DATABASE_URL": f"postgresql://user:{shown}@db.example.com/app"}
    assert shown not in str(describe(load_settings(environ), environ))
    if "&" not in password:
        environ = {"DATABASE_URL": f"postgresql://db.example.com/app?user=u&password={shown}"}
        assert shown not in str(describe(load_settings(environ), environ))
    environ = {"OPENAI_BASE_URL": "https://user:hunter22@llm.example.com/v1?api_key=hunter23"}
    assert "hunter" not in str(describe(load_settings(environ), environ))


def test_a_models_headers_are_read_in_each_form_and_their_values_are_not_shown():
    expected = (("X-Title", "Lock"), ("api-key", "hunter2"))
    for given_so in (
        '{"X-Title": "Lock", "api-key": "hunter2"}',
        "X-Title: Lock; api-key: hunter2",
        "X-Title:Lock\napi-key:hunter2",
    ):
        environ = {"PP_MODEL_HEADERS": given_so}
        settings = load_settings(environ)
        assert settings.model_headers == expected
        shown = str(describe(settings, environ)) + repr(settings)
        assert "hunter2" not in shown
        assert "api-key: ********" in shown


def test_the_settings_say_nothing_of_their_secrets_when_printed():
    settings = load_settings({"OPENAI_API_KEY": "sk-verysecret", "DATABASE_URL": "postgresql://u:hunter2@h/d"})
    assert "verysecret" not in repr(settings)
    assert "hunter2" not in repr(settings)


def test_a_person_may_ask_for_the_models_of_their_tier_and_always_for_the_default():
    settings = load_settings({"PP_MODEL": "gpt-x", "PP_MODELS_PRO": "gpt-x, gpt-y", "PP_MODELS_ELITE": "gpt-y,,gpt-z"})
    assert settings.models_of("free") == settings.models_of("no such tier") == ("gpt-x",)
    assert settings.models_of("pro") == ("gpt-x", "gpt-y")
    assert settings.models_of("elite") == ("gpt-x", "gpt-y", "gpt-z") == settings.models


def test_other_peoples_older_endpoints_are_not_expected_to_read_a_pdf():
    elsewhere = {"OPENAI_BASE_URL": "http://localhost:11434/v1", "PP_MODEL_API": "chat_completions"}
    assert load_settings({}).model_files == ("images", "pdf")
    assert load_settings(elsewhere).model_files == ("images",)
    assert load_settings(elsewhere | {"PP_MODEL_FILES": "pdf, images"}).model_files == ("images", "pdf")
    assert load_settings({"PP_MODEL_FILES": "none"}).model_files == ()


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({}, "local /attachments: in a container this needs a volume"),
        ({"PP_ATTACHMENT_MAX_MB": "0"}, "off PP_ATTACHMENT_MAX_MB=0: none are taken"),
        (
            {"SUPABASE_URL": "https://p.supabase.co", "SUPABASE_SERVICE_ROLE_KEY": "sb_secret_1"},
            "live bucket professor-lock of https://p.supabase.co",
        ),
    ],
)
def test_doctor_says_where_files_are_kept(tmp_path, capsys, environ, said):
    assert examine(tmp_path, environ, live=False) == 0
    shown = " ".join(capsys.readouterr().out.replace(str(tmp_path / ".data"), "").split())
    assert f"files {said}" in shown


def test_production_that_believes_headers_starts_and_says_so_loudly():
    told = load_settings(PRODUCTION | {"PP_AUTH": "headers"})
    assert production_problems(told) == []
    assert len(production_warnings(told)) == 1
    assert "PP_AUTH=headers" in production_warnings(told)[0]
    for quiet in (load_settings(PRODUCTION), load_settings({"PP_AUTH": "headers"})):
        assert production_warnings(quiet) == []


def test_doctor_shows_that_production_believes_headers(tmp_path, capsys):
    assert examine(tmp_path, PRODUCTION | {"PP_AUTH": "headers"}, live=False) == 0
    shown = capsys.readouterr().out
    assert "WARNING: PP_AUTH=headers" in shown
    assert "trusts X-User-* headers: ANYBODY" in shown


@pytest.mark.parametrize(
    "variable",
    ["PP_SESSION_SECRET", "PP_SESSION_SECRET_PREVIOUS", "PP_SERVER_KEY", "PP_ADMIN_TOKEN", "SUPABASE_JWT_SECRET"],
)
def test_production_takes_no_secret_that_is_made_up(variable):
    assert production_problems(load_settings({**PRODUCTION, variable: new_secret()})) == []
    for weak in ("s" * 40, "the key of the backend, thirty-two bytes", secrets.token_hex(16)):
        problems = production_problems(load_settings({**PRODUCTION, variable: weak}))
        assert len(problems) == 1
        assert problems[0].startswith(variable)
        assert weak not in problems[0]
        assert load_settings({variable: weak}), "development takes any"


@pytest.mark.parametrize(
    "variable",
    [
        "OPENAI_BASE_URL", "SUPABASE_URL", "THE_ODDS_API_URL", "ESPN_SITE_URL", "ESPN_WEB_URL", "STATMUSE_URL",
        "OPEN_METEO_URL", "OPEN_METEO_GEOCODING_URL", "TAVILY_URL", "BRAVE_URL", "PP_PUBLIC_URL", "PP_ALLOWED_ORIGINS",
    ],
)  # fmt: skip
def test_production_sends_nothing_unencrypted_beyond_this_machine(variable):
    for address in ("https://api.example.com", "http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000"):
        assert production_problems(load_settings({**PRODUCTION, variable: address})) == [], address
    for address in ("http://api.example.com", "http://localhost.example.com", "http://10.0.0.7:8080"):
        problems = production_problems(load_settings({**PRODUCTION, variable: address}))
        assert len(problems) == 1, address
        assert problems[0].startswith(variable)


@pytest.mark.parametrize(
    ("dsn", "safe"),
    [
        ("postgresql://u:p@localhost/app", True),
        ("postgresql://u:p@localhost:5432,127.0.0.1:5433/app", True),
        ("postgresql://u:p@[::1]:5432/app", True),
        ("postgresql://u:p@/app?host=/run/postgresql", True),
        ("postgresql://u:p@%2Frun%2Fpostgresql/app", True),
        ("postgresql://u:p@localhost:5432,db.example.com:5432/app", False),
        ("postgresql://u:p@db.example.com,localhost/app", False),
        ("postgresql://u:p@localhost/app?host=db.example.com", False),
        ("postgresql://u:p@localhost/app?host=localhost,db.example.com", False),
        ("postgresql://u:p@localhost/app?host=db.example.com&host=localhost", False),
        ("postgresql://u:p@localhost,db.example.com/app?sslmode=verify-full", True),
        ("postgresql://u:p@localhost,db.example.com/app?sslmode=require", False),
    ],
)
def test_every_host_of_a_database_address_counts(dsn, safe):
    problems = production_problems(load_settings({**PRODUCTION, "DATABASE_URL": dsn}))
    assert (problems == []) == safe


@pytest.mark.parametrize(
    ("origin", "taken"),
    [
        ("https://*.example.com", True),
        ("https://app-*.example.com", True),
        ("https://*.team.vercel.app", True),
        ("https://shop.vercel.app", True),
        ("http://localhost:*", True),
        ("https://*.vercel.app", False),
        ("https://app-*-team.vercel.app", False),
        ("https://*.co.uk", False),
        ("https://*.github.io", False),
        ("https://*.up.railway.app", False),
        ("https://*.pages.dev:*", False),
        ("https://a.*.com.au", False),
    ],
)
def test_no_pattern_of_an_origin_matches_a_name_that_anybody_can_register(origin, taken):
    if taken:
        assert load_settings({"PP_ALLOWED_ORIGINS": origin}).allowed_origins == (origin,)
    else:
        with pytest.raises(SettingsError) as refusal:
            load_settings({"PP_ALLOWED_ORIGINS": origin})
        assert "PP_ALLOWED_ORIGINS" in str(refusal.value)


def test_a_collectors_headers_are_read_as_opentelemetry_has_them_and_not_shown():
    for text, expected in (
        ("x-key=hunter2", (("x-key", "hunter2"),)),
        ("Authorization=Basic%20aHVudGVyMg==,x-org = 7", (("Authorization", "Basic aHVudGVyMg=="), ("x-org", "7"))),
        ('{"x-key": "hunter2"}', (("x-key", "hunter2"),)),
        ("x-key: hunter2=", (("x-key", "hunter2="),)),
    ):
        environ = {"OTEL_EXPORTER_OTLP_HEADERS": text}
        settings = load_settings(environ)
        assert settings.otlp_headers == expected
        shown = str(describe(settings, environ)) + repr(settings)
        assert "hunter2" not in shown
        assert "aHVudGVyMg" not in shown
    for wrong in ("x-key=a\u0007b", "x-key=a,b c=d", "no header"):
        with pytest.raises(SettingsError, match="OTEL_EXPORTER_OTLP_HEADERS"):
            load_settings({"OTEL_EXPORTER_OTLP_HEADERS": wrong})


def test_standbys_are_listed_by_place_and_a_line_stands_for_none() -> None:
    one, two = "postgresql://u:p@one,two/d", "postgres://u:p@three/d?sslmode=verify-full"
    assert load_settings({"PP_SHARDS_READ": f'- , "{one}",{two}, -'}).shards_read == (None, one, two, None)
    assert load_settings({"PP_SHARDS_READ": "-"}).shards_read == (None,)
    with pytest.raises(SettingsError, match="PP_SHARDS_READ must begin with postgresql://") as refused:
        load_settings({"PP_SHARDS_READ": "mysql://u:hunter2@h/d"})
    assert "hunter2" not in str(refused.value)
