/** What stands below the options in the help: examples, and the exit codes. */

const EXIT_CODES = `Exit codes:
  0 done   1 the run failed   2 wrong use   130 cancelled
  3 something must be set up first: credentials, a region, a recording`;

export const ROOT_HELP = `
Without a command the app opens; the options of "reflectoscope run" count here
too (--model, --rounds, ...). Without a terminal a recorded run is printed.

Examples:
  reflectoscope run --offline --question bat-and-ball
  reflectoscope run --model us.amazon.nova-lite-v1:0 "What is 17 * 23?"
  reflectoscope replay run.jsonl

${EXIT_CODES}`;

export const RUN_HELP = `
Examples:
  reflectoscope run --offline --question bat-and-ball
  reflectoscope run --rounds 2 --max-cost 0.05 "How many primes are below 100?"
  reflectoscope run --reference 25 - < question.txt
  reflectoscope run --question lily-pond --json | jq -r .type

${EXIT_CODES}`;

export const REPLAY_HELP = `
In a terminal the run plays in the app: several files one after the other, and
with --loop for ever. Elsewhere, and with --plain or --json, it is printed at
once, or at the pace that --speed says; --at leaves out what came before. A
branch that begins in the app is answered from where --live, --offline or
--endpoint say.

Examples:
  reflectoscope replay run.jsonl
  reflectoscope replay --plain run.jsonl | less
  reflectoscope replay --speed 4 --idle-limit 2 run.jsonl
  reflectoscope replay --present --at "#1" run.jsonl
  reflectoscope replay --loop monday.jsonl tuesday.jsonl`;

export const RESUME_HELP = `
It goes on in its own file, from the last complete step: an answer that was cut
off is asked for once more, and what was changed for the next step still holds.
In a terminal the app opens (with --step it waits first); elsewhere, and with
--plain or --json, the whole run is printed, the part that was there before too.

Examples:
  reflectoscope resume run.jsonl
  reflectoscope resume --plain --live run.jsonl`;

export const BRANCH_HELP = `
The branch shares what was said up to the round, and what that cost was paid
there. The options of "reflectoscope run" change how it goes on. In a terminal
the app opens, waits at the first step, and shows what will be sent.

Examples:
  reflectoscope branch run.jsonl#1
  reflectoscope branch run.jsonl#1 --prompt find-the-error --plain
  reflectoscope branch run.jsonl#2 --anew --model us.amazon.nova-lite-v1:0`;

export const SERVE_HELP = `
Any program with an AWS SDK can use it: it speaks Converse and ConverseStream,
and lists its models. Requests need not be signed. A request that a recording
holds word for word gets what was recorded; the prompt cache is simulated by
Bedrock's rules. It ends with Ctrl+C.

A script is a list of rules, the first that fits answers (in YAML or JSON):
  rules:
    - when: { model: "*nova*", contains: capital of France, turn: 0 }
      answer: Paris.
    - when: { call: 3 }
      answer: { text: "Let me think ...", thinking: "Hm.", fault: reset@middle }
  default: "You said: {{user}}"
In "when": model, contains, matches, system, turn, call. In an answer: text,
thinking, toolUse, stopReason, usage, pace, fault. Several "answers" come in
turn, and "times" says how often a rule holds.

Examples:
  reflectoscope serve
  reflectoscope serve --recordings my-recordings --speed max
  reflectoscope serve --script rules.yaml --fault throttling:1-2
  reflectoscope serve --list-faults`;

export const RECORD_HELP = `
The run is copied with its times, so that --offline (and serve) can answer from
it. All that was said stays in it word for word: the question, the prompts, the
answers, and your notes, unless --no-notes is given. Nothing is written over.

Examples:
  reflectoscope record run.jsonl --shows "a FIX in round 1"
  reflectoscope record run.jsonl --to talk/ --name opening
  reflectoscope --recordings talk/`;

export const COST_HELP = `
Each round with its tokens, its cost and what the cache did; then what the run
would have cost otherwise. Nothing is sent anywhere.

Examples:
  reflectoscope cost run.jsonl
  reflectoscope cost --model us.amazon.nova-lite-v1:0 run.jsonl
  reflectoscope cost --json runs/ | jq -r '.[] | [.file, .total.costUsd] | @tsv'`;

export const DOCTOR_HELP = `
It looks at versions, folders, the terminal, credentials, Bedrock, proxies,
prices, settings and saved runs, and changes none of them. Bedrock is asked for
a list, never for an answer, and only where credentials or an endpoint are set.
What it prints holds no key, no token, no account and no name of a home folder,
so that it can be pasted into an issue.

Exit codes: 0 no problem, 3 something must be set up, 1 something failed.

Examples:
  reflectoscope doctor
  reflectoscope doctor --offline
  reflectoscope doctor --profile work --region eu-west-1
  reflectoscope doctor --json | jq '.findings[] | select(.state != "ok")'`;

export const COMPARE_HELP = `
Answers, marks and costs first, then the settings that differ, then the texts
word by word. Two branches are laid beside the run that both came from, when
its file is in the same folder. Where there is no terminal it prints lines.

Examples:
  reflectoscope compare run.jsonl#0 run.jsonl
  reflectoscope compare sonnet.jsonl haiku.jsonl#2 --plain | less
  reflectoscope compare branch-1.jsonl branch-2.jsonl --parent run.jsonl#1`;

export const REPORT_HELP = `
Every proportion has its count and its 95 % interval (Wilson), every difference
McNemar's exact test; what the data do not carry is called undecided. Probes and
failed calls are left out, and counted. In a terminal it is a screen: Enter lists
the runs behind a figure, and opens them; --plain prints it.

Examples:
  reflectoscope report
  reflectoscope report runs/ --by model,strategy
  reflectoscope report runs/ --html report.html
  reflectoscope report runs/ --markdown > report.md`;

export const IMPORT_HELP = `
Formats: inspect (.json, .eval), bedrock-logs (model invocation logs, gzipped
too), bhive (HiveOutput), chat (lists of messages); and published runs as they
are: self-refine, self-refine-reports, intercode, reflexion, renze,
renze-dialogs, renze-logs. What a source does not tell stays unknown. A run is
never imported twice, and no file is written over.

Examples:
  reflectoscope import logs/2026-11-24_task.eval
  reflectoscope import --dry-run AWSLogs/
  aws logs filter-log-events ... | reflectoscope import --from bedrock-logs -`;

export const EXPORT_HELP = `
Secrets, e-mail addresses and the names of home folders are replaced before
anything is written, and what was replaced is counted on standard error. What
you noted on rounds goes along, unless --no-notes is given. In a pipe the text
goes to standard output; in a terminal a file is written beside you. A file
that is there is replaced only with --force, or when you say yes.

Examples:
  reflectoscope export run.jsonl --to md
  reflectoscope export runs/ --out rounds.csv
  reflectoscope export run.jsonl --to json | jq '.[].rounds[].transition'
  reflectoscope export run.jsonl --otlp http://localhost:4318
  reflectoscope export run.jsonl --to transcript --no-thinking --redact '/acme/i'`;

export const LIBRARY_HELP = `
Folders are gone through with all below them; without one it is that of saved
runs. In a terminal the app opens; elsewhere, and with --plain or --json, the
runs are printed. A filter is words and more, all of which must hold:

  bat "one dollar" -haiku   words in questions, answers, titles, tags, names
  model: strategy: tag: title: question: domain: answer: file: id: from:
  mark:fix    fix, break, right, wrong, same, changed, flip-back, failed
  cost:>0.01  cost:, saved:, rounds: with <, <=, >=, >, or unknown; age:<7d
  is:imported running, done, cut-off, failed, cancelled, live, recorded,
              synthetic, imported, branch, branched, tagged, titled, noted,
              twin, damaged, newer

Examples:
  reflectoscope library
  reflectoscope library runs/ --filter "mark:break cost:>0.01" --sort cost
  reflectoscope library --json --filter tag:paper | jq -r .file`;
