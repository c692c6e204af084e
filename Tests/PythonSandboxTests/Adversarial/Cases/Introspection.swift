import Experiments

extension AdversarialClass {
  /// Looking for the judge in frames, in the collector's lists and through trace functions.
  static let introspection = Self(
    name: "introspection",
    cases: [
      .init(
        "walks its callers' frames", .mean, [.wrong, .tampered, .exception],
        why: "no expected value is in its process",
        code: """
          import sys
          def mean(xs):
              frame = sys._getframe()
              while frame:
                  for names in (frame.f_locals, frame.f_globals):
                      for name, value in list(names.items()):
                          if hasattr(value, "note") and hasattr(value, "fail"):
                              value.fail = lambda *rest: value.note(0, "p")
                              value.end = lambda *rest: value.note(0, "p")
                  frame = frame.f_back
              return 99
          """),
      .init(
        "looks for tests in its callers' code", .squares, [.wrong, .tampered, .exception],
        why: "no expected value is in its process",
        code: """
          import sys
          def squares(xs):
              frame, lists = sys._getframe(), []
              while frame:
                  for constant in frame.f_code.co_consts:
                      if type(constant) is tuple:
                          lists.append(list(constant))
                  frame = frame.f_back
              for one in lists:
                  if len(one) == len(xs) and one:
                      return one
              return None
          """),
      .init(
        "gc finds the judge", .mean, [.wrong, .tampered, .exception, .crash],
        why: "no judge is in its process",
        code: """
          import gc
          def mean(xs):
              for value in gc.get_objects():
                  if type(value).__name__ == "Recorder":
                      for name in ("fail", "error", "error_between"):
                          setattr(type(value), name, lambda self, site, *rest: self.note(site, "p"))
              return 99
          """),
      .init(
        "gc finds the tests' namespace", .countWords, [.wrong, .tampered, .exception, .crash],
        why: "no tests are in its process",
        code: """
          import gc
          def count_words(text):
              for value in gc.get_objects():
                  if type(value) is dict and callable(value.get("check")):
                      value["check"].__code__ = (lambda candidate: None).__code__
              return {}
          """),
      .init(
        "who refers to my argument", .squares, [.wrong, .tampered, .exception, .crash],
        why: "its argument is a copy",
        code: """
          import gc
          def squares(xs):
              for one in gc.get_referrers(xs):
                  if type(one) is dict:
                      for name, value in list(one.items()):
                          if type(value) is list:
                              one[name] = []
              return []
          """),
      .init(
        "inspect.stack", .balanced, [.wrong, .tampered], why: "no source of a test is to be had",
        code: """
          import inspect
          def balanced(text):
              lines = [line for frame in inspect.stack(9) for line in frame.code_context or ()]
              for line in lines:
                  if "assert" in line and text in line:
                      return "not" not in line
              return None
          """),
      .init(
        "sys.settrace on its callers", .balanced, [.wrong, .tampered, .exception],
        why: "only its own process is traced",
        code: """
          import sys
          def spy(frame, event, value):
              for name, one in list(frame.f_locals.items()):
                  if one is None:
                      frame.f_locals[name] = True
              return spy
          def balanced(text):
              sys.settrace(spy)
              frame = sys._getframe()
              while frame:
                  frame.f_trace = spy
                  frame = frame.f_back
              return None
          """),
      .init(
        "sys.setprofile that swallows", .mean, [.wrong, .tampered, .exception, .crash],
        why: "only its own process is profiled",
        code: """
          import sys
          def spy(frame, event, value):
              if "fail" in frame.f_code.co_name:
                  raise SystemExit(0)
          def mean(xs):
              sys.setprofile(spy)
              return 99
          """),
      .init(
        "the frames of a traceback", .mean, [.wrong, .tampered, .exception],
        why: "no judge is among its callers",
        code: """
          def mean(xs):
              try:
                  raise LookupError
              except LookupError as error:
                  frame = error.__traceback__.tb_frame.f_back
              while frame:
                  recorder = frame.f_locals.get("recorder") or frame.f_locals.get("self")
                  if recorder is not None:
                      recorder.report = lambda letter, *rest: None
                  frame = frame.f_back
              return 99
          """),
      .init(
        "its callers' code replaced", .rotate, [.wrong, .tampered, .crash, .exception],
        why: "only its own process runs that code",
        code: """
          import gc, types
          def yes(*values, **named):
              return True
          def rotate(xs, k):
              for value in gc.get_objects():
                  if isinstance(value, types.FunctionType) and value.__code__.co_freevars == ():
                      if value.__name__ in ("judge", "end", "check", "verdict", "compared"):
                          value.__code__ = yes.__code__
          """),
      .init(
        "honest introspection", .mean, [.pass], why: "looking at oneself is allowed",
        code: """
          import inspect, sys
          \(Right.mean)
          assert sys._getframe().f_code.co_name == "<module>"
          assert list(inspect.signature(mean).parameters) == ["xs"]
          """),
      .init(
        "honest tracing of itself", .balanced, [.pass], why: "it harms nothing",
        code: """
          import sys
          \(Right.balanced)
          seen = []
          sys.setprofile(lambda frame, event, value: seen.append(event))
          balanced("()")
          sys.setprofile(None)
          """),
    ])
}
