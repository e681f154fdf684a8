/** The look as fields at the end of the settings form: about the screen, not about the run. Pure. */
import type { LookSettings } from '../look-settings.ts';
import { THEMES } from '../themes.ts';
import type { Field } from './settings-schema.ts';

/** What stands above them. */
export const LOOK_HEADING = 'About the screen, not the run';

const ON_OFF = ['off', 'on'] as const;

/** A field of the form that is no setting of a run. */
export interface LookField extends Field {
  /** The look with another value of the field. */
  readonly look: (value: string) => Partial<LookSettings>;
}

export function lookFields({ theme, bell, animation, step }: LookSettings): LookField[] {
  return [
    {
      ...choice('theme', 'Colours. Auto goes by the terminal; mono has none.', THEMES, theme),
      look: value => ({ theme: THEMES.find(one => one === value) ?? theme }),
    },
    {
      ...choice('bell', 'Whether a bell rings when a run has ended.', ON_OFF, ON_OFF[bell ? 1 : 0]),
      look: value => ({ bell: value === 'on' }),
    },
    {
      ...choice(
        'animation',
        'Off: text comes in once a second, and no clock runs while nothing happens.',
        ON_OFF,
        ON_OFF[animation ? 1 : 0],
      ),
      look: value => ({ animation: value === 'on' }),
    },
    {
      ...choice(
        'step',
        'On: a run waits before every step, so that it can be looked at and changed.',
        ON_OFF,
        ON_OFF[step ? 1 : 0],
      ),
      look: value => ({ step: value === 'on' }),
    },
  ];
}

export function isLookField(field: Field): field is LookField {
  return 'look' in field;
}

function choice(id: string, help: string, choices: readonly string[], value: string): Field {
  return {
    id: `look.${id}`,
    label: id,
    help,
    legal: `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`,
    kind: 'choice',
    value,
    initial: value,
    choices,
    empty: 'none',
    multiline: false,
  };
}
