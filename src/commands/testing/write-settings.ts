/** Opens the settings of a folder, and writes into them again and again: `write-settings.ts FOLDER NAME TIMES`. */
import { openChoices } from '../choices.ts';

const [folder = '', name = '', times = '1'] = process.argv.slice(2);
const store = openChoices(folder);
let presets = store.presets;
for (let time = 0; time < Number(times); time++) {
  store.remember({ model: `model-${name}-${time}` });
  presets = { ...presets, [`${name}-${time}`]: { rounds: '1' } };
  store.keepPresets(presets);
  if (name === 'bell') store.keepLook({ bell: true });
  else if (name === 'theme') store.keepLook({ theme: 'light' });
  else store.keepPrompts({ [name]: { reflection: `${time}` } });
  const problem = store.problem();
  if (problem !== undefined) console.log(problem);
}
