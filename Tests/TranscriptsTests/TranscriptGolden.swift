extension TranscriptTests {
  /// The document of the session that the tests make.
  static let golden = ##"""
    # Session 2026-11-21

    koderz 0.1 · 1 of 1 problem solved · 3 attempts · 26 events · 2026-11-21T10:00:00.000Z to 2026-11-21T10:00:25.000Z

    ## Starter/1 half

    **Solved** by @2: 3 attempts, 1 guidance, 1 review

    ```
    ● root s1
    └─ @1 ✗ 6/8 wrong
       ├─ g1 “use / not // # not a heading”
       │  @2 ✓ 8/8        main
       └─ r1 claude-sonnet-4-5 → g2
          @3 ✗ no-code    main-2 ◀
    ```

    <details>
    <summary>Problem</summary>

    ```python
    def half(n):
        """Half of n."""
    ```

    </details>

    ### s1 spec

    gpt-oss:20b, template minimal, 312 tokens, \$0.00

    <details>
    <summary>Spec s1</summary>

    ```markdown
    Return half of n.
    ```

    </details>

    ### @1 ✗ 6/8 wrong  half(3) gave 1, not 1.5

    qwen2.5-coder:32b · after @0 · s1 · 284 tokens out · model 7.4 s · tests 12 ms · \$0.00 · pass@1-comparable

    | slot | speaker | tokens | from |
    | --- | --- | --: | --- |
    | system | system | 4 | iteration |
    | problem | user | 18 | Starter/1 |

    Template iteration, temperature 0.1, top\_p 0.9, context 5,120, at most 4,096 tokens out

    <details>
    <summary>Prompt, 22 tokens</summary>

    system:

    ```
    Write Python.
    ```

    user:

    ```
    def half(n):
        """Half of n."""
    ```

    </details>

    <details>
    <summary>Completion from qwen2.5-coder:32b</summary>

    `````
    Here ```` it is:
    </details>
    def half(n):
        return n // 2
    `````

    </details>

    Candidate: block 1 of 1

    ```python
    def half(n):
        return n // 2
    ```

    Verdict:

    ```
    assertion 7 of 8 does not hold
      candidate(3) == 1.5
      call      half(3)
      expected  1.5
      got       1
      assertions: 6 hold, 2 fail
    ```

    **Guidance g1** at @1, for the next attempt:

    > use / not //\
    > \# not a heading

    ### @2 ✓ 8/8

    qwen2.5-coder:32b · after @1 · s1 · g1 · 284 tokens out · model 7.4 s · tests 12 ms · \$0.00 · pass@1-comparable

    | slot | speaker | tokens | from |
    | --- | --- | --: | --- |
    | system | system | 4 | iteration |
    | problem | user | 18 | Starter/1 |

    Template iteration, temperature 0.1, top\_p 0.9, context 5,120, at most 4,096 tokens out

    <details>
    <summary>Prompt, 22 tokens</summary>

    system:

    ```
    Write Python.
    ```

    user:

    ```
    def half(n):
        """Half of n."""
    ```

    </details>

    <details>
    <summary>Completion from qwen2.5-coder:32b</summary>

    ```
    def half(n):
        return n / 2
    ```

    </details>

    Candidate: block 1 of 1

    ```python
    def half(n):
        return n / 2
    ```

    <details>
    <summary>Changes against @1: 1 hunk +1 -1</summary>

    ```diff
    @@ half @@
     def half(n):
    -    return n // 2
    +    return n / 2
    ```

    </details>

    Note:

    > key: &lt;redacted&gt;

    ### r1 review

    claude-sonnet-4-5 at @1, guidance g2, \$0.0089

    > Integer division loses the half.

    ### @3 ✗ no-code  prose only

    qwen2.5-coder:32b · after @1 · s1 · g2 · 284 tokens out · model 7.4 s · tests 0 ms · \$0.00 · pass@1-comparable

    | slot | speaker | tokens | from |
    | --- | --- | --: | --- |
    | system | system | 4 | iteration |
    | problem | user | 18 | Starter/1 |

    Template iteration, temperature 0.1, top\_p 0.9, context 5,120, at most 4,096 tokens out

    <details>
    <summary>Prompt, 22 tokens</summary>

    system:

    ```
    Write Python.
    ```

    user:

    ```
    def half(n):
        """Half of n."""
    ```

    </details>

    <details>
    <summary>Completion from qwen2.5-coder:32b</summary>

    ```

    ```

    </details>

    No candidate: block 1 of 1

    Verdict:

    ```
    The completion holds no code.
      prose only
    ```

    ### Cost

    | role | model | tier | calls | tokens in | tokens out | time | cost |
    | --- | --- | --- | --: | --: | --: | --: | --: |
    | coder | qwen2.5-coder:32b | local | 3 | 66 | 852 | 22.2 s | \$0.00 |

    ## Commands

    ```
    spec
    step
    guide "use / not //"
    step
    ```

    """##
}
