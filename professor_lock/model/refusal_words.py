"""The codes and words by which endpoints refuse a request, for each kind of refusal.

They were collected from the documentation and the error messages of the services in `docs/models.md`. All words are
searched in lower case.
"""

from __future__ import annotations

import re

QUOTA_CODES = frozenset(
    {
        "insufficient_quota",
        "billing_hard_limit_reached",
        "billing_not_active",
        "insufficient_credits",
        "payment_required",
        "exceeded_current_quota_error",
        "budget_exceeded",
        "arrearage",
        "1113",
    }
)
LENGTH_CODES = frozenset(
    {
        *("context_length_exceeded", "exceed_context_size_error", "context_window_exceeded", "request_too_large"),
        *("model_max_prompt_tokens_exceeded", "tokens_limit_reached", "1261"),
    }
)
PROMPT_CODES = frozenset(
    {
        "content_filter",
        "invalid_prompt",
        "content_policy_violation",
        "responsibleaipolicyviolation",
        "data_inspection_failed",
        "datainspectionfailed",
        "moderation_blocked",
        "cyber_policy_violation",
        "sensitivecontentdetected",
        "inputtextsensitivecontentdetected",
        "censorship_blocked",
        "1301",
    }
)
KEY_CODES = frozenset({"invalid_api_key", "authentication_error", "permission_denied", "account_deactivated"})
BUSY_CODES = frozenset({"too_many_requests", "429", "engine_overloaded", "slow_down", "capacity_exceeded"})
OVERLOAD_CODES = frozenset({"server_error", "overloaded", "overloaded_error", "service_unavailable"})
KNOWN_CODES = QUOTA_CODES | LENGTH_CODES | PROMPT_CODES | KEY_CODES | BUSY_CODES | {"rate_limit_exceeded"}
BUSY_STATUSES = frozenset({429, 498})
UNAVAILABLE_STATUSES = frozenset({408, 409, 424, 425, 499})
"""Besides those from 500 on: something between the endpoint and the model failed or gave up."""

QUOTA = re.compile(
    r"insufficient[_ ](quota|credits?|balance|funds)|exceeded your current quota|credit balance is too low"
    r"|requires more credits|billing hard limit|(spending|key|usage) limits?\b|budget has been exceeded"
    r"|used all available credits|check your plan and billing|account[^.]{0,60}suspended|余额不足"
)
RATE = re.compile(r"rate[ _-]?limit|(per|a)[ -](second|minute|hour|day)\b|\b[rt]p[md]\b|too many requests|wait before")
"""A limit on requests or tokens in a time, rather than on the length of one."""
LENGTH = re.compile(
    r"context[_ -]?(length|window|size)|maximum context|max_model_len|(input|prompt) (is |too |length )*long"
    r"|too many (input )?tokens|input (length|token)s?[^.]{0,60}exceed|reduce the length"
    r"|(maximum|max) (prompt|input|sequence) length|exceeds? (the )?max(imum)? length"
    r"|exceed(s|ed|ing)? (the |this |its )?(maximum|max|model|available|context)[^.]{0,40}(token|context|length|size)"
    r"|tokens?[^.]{0,40}exceed(s|ed)?[^.]{0,40}(limit|maximum|max)|token limit exceeded|request too large"
    r"|(input|prompt|sequence)[^.]{0,30} length (should be|must be)|sequence length[^.]{0,40} larger|prompt 超长"
    r"|`inputs`[^.]{0,60}(must be <=|must have less than)|member must have length less than"
    r"|string too long|greater than (the )?(maximum|context)"
)
TOO_LONG_FOR_RATE = re.compile(r"request too large|reduce the length|context[_ -]?(length|window|size)")
"""With a rate limit, what says that a single request is too long for it."""
PROMPT = re.compile(
    r"content[_ ](filter|management policy)|responsibleaipolicy|invalid_prompt|content ?policy|flagged as potentially"
    r"|requires moderation|was flagged|data inspection|inappropriate content|safety (system|filter)"
    r"|content exists risk|high risk|risk control|prohibited_content|guardrail|violat[a-z]* (our |the )?(usage|safety)"
    r"|(contain|include)s? (potentially )?(sensitive|unsafe|harmful)|不安全或敏感"
    r"|(input|prompt|content|message)[^.]{0,50} blocked|blocked due to"
)
KEY = re.compile(
    r"api[ _-]?key[^.]{0,20}(not valid|invalid|incorrect|expired|missing)"
    r"|(invalid|incorrect|expired|missing|no) api[ _-]?key"
)
ROLES = re.compile(
    r"altern[^.]{0,80}(role|\buser\b)|roles?\b[^.]{0,80}altern|message_order|(unexpected|wrong) role"
    r"|(first|last) (message|role) (must|should)|expected last role|start with a user message|function call turn comes"
)
NO_SYSTEM = re.compile(
    r"(system|developer) (role|messages?|instructions?|prompts?)[^.]{0,20}"
    r"(not (supported|enabled|allowed)|unsupported|must be at)"
    r"|support (the )?['\"`]?(system|developer)\b|only user and|got (system|developer)\b|input should be 'user'"
)
NO_TOOLS = re.compile(
    r"(does not|doesn't|do not|don't) support (the )?['\"`]?(tools?\b|functions?\b|toolconfig)"
    r"|\b(tool|function)[ _-]?(use|calling|calls?)\b[^.]{0,60}(not (supported|enabled|available)|unsupported)"
    r"|no endpoints found that support tool|tools?['\"`]? (are|is) not supported|--enable-auto-tool-choice|--jinja"
    r"|(unrecogni[sz]ed|unknown|unsupported)[^.:]{0,40}:? ['\"`]?tools(?![\w.\[])"
)
CALL_IDS = re.compile(
    r"tool[_ ]?(call|use)[_ ]?id[^.]{0,80}(must|length|pattern|match|invalid)|tool_calls\[\d+\]\.id|'tooluseid'"
)
"""Ids of calls in a form that the endpoint does not take, such as another endpoint's."""
THOUGHTS = re.compile(
    r"(reasoning_content|reasoning_details|thought_?signature|thinking)[^.]{0,80}"
    r"(must be passed|is missing|are missing|is required|must be (provided|included|returned))"
    r"|missing (a |an |the )?[`'\"]?(reasoning_content|reasoning_details|thought_?signature)"
)
"""An endpoint that needs the thoughts back which led to a call."""
PARAMETER = re.compile(
    r"unknown|unrecogni[sz]ed|unsupported|unexpected|not (supported|permitted|allowed|recogni[sz]ed|a valid)"
    r"|extra (inputs|fields)|extra_forbidden|invalid|not support|does not exist|no such|additional propert|too large"
    r"|only (allowed|supported|available)|cannot be used|deprecated|cannot find field"
)
THOSE_KNOWN = re.compile(
    r"(expected one of|(valid|allowed|supported|available|known|permitted) "
    r"(fields|parameters|properties|keys|arguments|names|values))"
)
"""What stands before a list of the fields that the endpoint does know."""
FAILURE = re.compile(
    r"error|exception|fail|timed? ?out|unavailable|overload|forbidden|denied|exceed|too many|refused|abort|invalid"
)
"""What a bare sentence in the place of an answer says where something went wrong."""
WAIT = re.compile(
    r"(?:try again|retry|wait|retrydelay)\D{0,30}?"
    r"((?:\d+(?:\.\d+)?\s*(?:ms|milliseconds?|h|hours?|m|min|minutes?|s|sec|seconds?)(?![a-z])[\s,]*)+)"
)
"""How long to wait, in a sentence."""
DURATION = re.compile(r"(?<!\d)(\d{1,9}(?:\.\d{1,9})?)(?!\d)\s*(ms|milli|h|m|s)?[a-z]*[\s,]*")
"""A number and its unit; seconds where none stands behind."""
UNITS_S = {"ms": 0.001, "milli": 0.001, "h": 3600.0, "m": 60.0, "s": 1.0, "": 1.0}
LIMITS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r'"?n_ctx"?\D{0,4}(\d{3,15})',
        r"(?:context length|context window|context size|max_model_len|limit)\D{0,40}?([\d,]{3,15})",
        r"(?:maximum|max|must be <=|must have less than)\D{0,30}?([\d,]{3,15})",
        r"([\d,]{3,15})\s*(?:tokens? )?(?:maximum|limit)",
        r"\[\d, (\d{3,15})\]",
    )
)
SENT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r'"?n_prompt_tokens"?\D{0,4}(\d+)',
        r"(?:resulted in|requested|contains?|at least|you sent|passed|given:|received)"
        r"\s+(?:about |a total of )?([\d,]{3,15})",
        r"([\d,]{3,15})\s*tokens?\s*(?:>|exceed)",
    )
)
OPTIONAL = (
    "stream_options",
    "parallel_tool_calls",
    "store",
    "max_completion_tokens",
    "max_output_tokens",
    "max_tokens",
    "prompt_cache_key",
    "prompt_cache_retention",
    "prompt_cache_options",
    "safety_identifier",
    "include",
    "temperature",
    "top_p",
    "frequency_penalty",
    "presence_penalty",
    "reasoning_effort",
    "reasoning",
    "verbosity",
    "metadata",
    "truncation",
    "service_tier",
    "top_logprobs",
    "logprobs",
    "tool_choice",
    "strict",
    "text",
    "instructions",
)
"""Fields that a request can do without, or that have another form."""
SHORT_NAMES = frozenset({"store", "include", "text", "strict", "reasoning", "metadata", "instructions"})
"""Fields that are also ordinary words: where another field is named as well, that one is meant."""
SCHEMA_WORDS = ("additionalProperties", "$schema", "$defs", "$ref", "title", "default", "pattern", "format", "examples")
"""Words of a tool's schema that some endpoints do not know, and that a schema can do without."""
