/** The page in a browser: reads the run that lies in it, shows it, and hands on keys, clicks and time. */
import type { PageData } from '../page.ts';
import { createPage } from '../page.ts';
import { commandOfKey, type PageState } from '../page-state.ts';
import { SEEK_STEPS } from '../transport-view.ts';
import { create, patch } from './patch.ts';

/** A frame of what streams, at most so often; less often for those who want it calm. */
const FRAME_MS = 40;
const CALM_FRAME_MS = 1_000;
/** A tab that was out of sight does not catch up with what it has missed. */
const LONGEST_FRAME_MS = 1_500;

function start(): void {
  const data = document.getElementById('run')?.textContent;
  const place = document.getElementById('page');
  if (!data || !place) return;
  const page = createPage(JSON.parse(data) as PageData);
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let tree = page.view();
  const root = create(tree);
  place.append(root);
  document.documentElement.classList.add('scripted');
  showLooked();

  const draw = (before: PageState) => {
    const next = page.view();
    const focused = document.activeElement;
    const end = following(page.state());
    patch(root, tree, next);
    tree = next;
    end();
    after(before, page.state(), focused);
  };
  const act = (change: () => void) => {
    const before = page.state();
    change();
    draw(before);
  };

  let last = performance.now();
  let waited = 0;
  const tick = (now: number) => {
    const passed = Math.min(now - last, LONGEST_FRAME_MS);
    last = now;
    waited += passed;
    if (page.state().playing && waited >= (calm.matches ? CALM_FRAME_MS : FRAME_MS)) {
      const time = waited;
      act(() => page.pass(time));
      waited = 0;
    } else if (!page.state().playing) waited = 0;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);

  root.addEventListener('click', event => {
    const asked = (event.target as Element | null)?.closest?.('[data-do]')?.getAttribute('data-do');
    if (asked) act(() => page.act(asked));
    else if ((event.target as Element | null)?.id === 'help') act(() => page.act('close'));
  });
  root.addEventListener('input', event => {
    const field = event.target as HTMLInputElement | HTMLSelectElement;
    if (field.id === 'seek') act(() => page.seekTo(Number(field.value) / SEEK_STEPS));
    if (field.id === 'speed') act(() => page.setSpeed(Number(field.value)));
    if (field.id === 'waits') act(() => page.setLongestWait(Number(field.value)));
  });
  document.addEventListener('keydown', event => {
    const command = keyCommand(event);
    if (command === undefined) return;
    event.preventDefault();
    act(() => page.act(command));
  });
}

/** What a key asks for, unless it belongs to what has the focus, or to the browser. */
function keyCommand(event: KeyboardEvent): string | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const at = event.target;
  if (at instanceof HTMLSelectElement) return undefined;
  if (!(at instanceof Element)) return commandOfKey(event.key);
  // A button or a summary is pressed with the space bar, and so is it here.
  if (event.key === ' ' && at.closest('button, summary')) return undefined;
  if (at.getAttribute('role') === 'tab' && /^Arrow(Left|Right)$/.test(event.key)) {
    const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')];
    const step = event.key === 'ArrowRight' ? 1 : tabs.length - 1;
    return tabs[(tabs.indexOf(at as HTMLElement) + step) % tabs.length]?.getAttribute('data-do') ?? undefined;
  }
  return commandOfKey(event.key);
}

/** While the end of a text is in sight it stays there as the text grows. */
function following({ playing, pinned }: PageState): () => void {
  const panel = document.getElementById('panel');
  const foot = document.querySelector('.foot');
  if (!playing || pinned !== undefined || !panel || !foot) return () => {};
  const below = () => panel.getBoundingClientRect().bottom - foot.getBoundingClientRect().top;
  if (below() > LINES_IN_SIGHT_PX) return () => {};
  return () => {
    const hidden = below();
    if (hidden > 0) scrollBy({ top: hidden, behavior: 'instant' });
  };
}

const LINES_IN_SIGHT_PX = 48;

/** The chosen round comes into sight in its list, and nothing else moves. */
function showLooked(): void {
  const round = document.querySelector<HTMLElement>('.round.looked');
  const list = round?.closest<HTMLElement>('ol');
  const side = round?.closest<HTMLElement>('.side');
  if (!round || !list || !side) return;
  list.scrollLeft = round.offsetLeft - list.offsetLeft - (list.clientWidth - round.offsetWidth) / 2;
  const top = round.offsetTop - side.offsetTop;
  if (top < side.scrollTop || top + round.offsetHeight > side.scrollTop + side.clientHeight) {
    side.scrollTop = top - side.clientHeight / 3;
  }
}

let opener: HTMLElement | undefined;

/** What has to be done beside the tree: the look of the document, and where the focus goes. */
function after(before: PageState, now: PageState, focused: Element | null): void {
  if (before.look !== now.look) {
    const root = document.documentElement;
    root.classList.toggle('dark', now.look === 'dark');
    root.classList.toggle('light', now.look === 'light');
  }
  if (before.tab !== now.tab && document.activeElement?.getAttribute('role') === 'tab') {
    document.getElementById(`tab-${now.tab}`)?.focus();
  }
  if (before.pinned !== now.pinned) showLooked();
  if (!before.help && now.help) {
    opener = focused instanceof HTMLElement ? focused : undefined;
    document.querySelector<HTMLElement>('#help .close')?.focus();
  }
  if (before.help && !now.help) opener?.focus();
}

start();
