/** The keys of the page, as a list to be read. Pure. */
import { KEYS, keyName } from './page-state.ts';
import { type Element, h } from './tree.ts';

export function helpView(): Element {
  return h(
    'section',
    { class: 'help', role: 'dialog', 'aria-modal': 'true', 'aria-label': 'Keys', tabindex: -1, id: 'help' },
    h(
      'div',
      'sheet',
      h('h2', {}, 'Keys'),
      h('button', { type: 'button', 'data-do': 'close', class: 'close', 'aria-label': 'Close' }, '✕'),
      h(
        'dl',
        {},
        KEYS.map(({ keys, label }) =>
          h(
            'div',
            {},
            h(
              'dt',
              {},
              keys.flatMap((key, index) => [index > 0 ? ' ' : '', h('kbd', {}, keyName(key))]),
            ),
            h('dd', {}, label),
          ),
        ),
      ),
    ),
  );
}
