"""Talks to a server with a vendor's own client and says what it got: judge.py KIND URL MODEL KEY

The server is one of the tests' fakes; what the client accepts is what the fake may claim to be.
One line for each check; the exit code is the number of checks that failed.
"""
import sys

kind, url, model, key = sys.argv[1:5]
messages = [{"role": "user", "content": "Write it."}]
failed = 0


def check(name, want, get):
    global failed
    try:
        got = get()
    except Exception as error:
        got = f"{type(error).__name__}: {error}"
    passed = got == want
    failed += not passed
    print("ok" if passed else "FAILED", name, got if passed else f"{got!r}, wanted {want!r}")


def refusal(error, call):
    try:
        call()
    except error as refused:
        return refused.status_code
    return "no error"


def judge_openai():
    import openai

    def client(key=key):
        return openai.OpenAI(base_url=url + "/v1", api_key=key, max_retries=0, timeout=20)

    def ask(**more):
        return client().chat.completions.create(
            **{"model": model, "messages": messages, "max_tokens": 50, **more})

    def whole():
        answer = ask()
        choice = answer.choices[0]
        return choice.message.content, choice.finish_reason, answer.usage.total_tokens

    def stream():
        text, reason, total = "", None, None
        for chunk in ask(stream=True, stream_options={"include_usage": True}):
            for choice in chunk.choices:
                text += choice.delta.content or ""
                reason = choice.finish_reason or reason
            total = chunk.usage.total_tokens if chunk.usage else total
        return text, reason, total

    check("models", [model], lambda: [entry.id for entry in client().models.list()])
    check("whole", ("def f(): pass", "stop", 29), whole)
    check("stream", ("def f(): pass", "stop", 29), stream)
    check("no model", 404, lambda: refusal(openai.NotFoundError, lambda: ask(model="none")))
    check("bad request", 400, lambda: refusal(openai.BadRequestError, lambda: ask(messages="x")))
    check("wrong key", 401, lambda: refusal(
        openai.AuthenticationError, lambda: list(client("wrong").models.list())))


def judge_anthropic():
    import anthropic

    def client(key=key):
        return anthropic.Anthropic(base_url=url, api_key=key, max_retries=0, timeout=20)

    def ask(**more):
        return client().messages.create(
            **{"model": model, "messages": messages, "max_tokens": 50, **more})

    def told(answer):
        return answer.content[0].text, answer.stop_reason, answer.usage.output_tokens

    def stream():
        with client().messages.stream(
                model=model, messages=messages, max_tokens=50, system="Be exact.") as events:
            kinds = [event.type for event in events]
            assert kinds[0] == "message_start" and kinds[-1] == "message_stop", kinds
            return told(events.get_final_message())

    check("models", [model], lambda: [entry.id for entry in client().models.list()])
    check("whole", ("def f(): pass", "end_turn", 3), lambda: told(ask()))
    check("stream", ("def f(): pass", "end_turn", 3), stream)
    check("no model", 404, lambda: refusal(anthropic.NotFoundError, lambda: ask(model="none")))
    check("bad request", 400, lambda: refusal(
        anthropic.BadRequestError, lambda: ask(messages=[{"role": "nobody", "content": "x"}])))
    check("wrong key", 401, lambda: refusal(
        anthropic.AuthenticationError, lambda: list(client("wrong").models.list())))


def judge_ollama():
    import ollama
    client = ollama.Client(host=url, timeout=20)

    def stream():
        parts = list(client.chat(model, messages, stream=True))
        return "".join(part.message.content for part in parts), parts[-1].done_reason

    check("list", [model], lambda: [entry.model for entry in client.list().models])
    check("show", "Q4_K_M", lambda: client.show(model).details.quantization_level)
    check("stream", ("def f(): pass", "stop"), stream)


{"openai": judge_openai, "anthropic": judge_anthropic, "ollama": judge_ollama}[kind]()
sys.exit(failed)
