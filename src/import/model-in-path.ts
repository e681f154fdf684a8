/** The model that a published file was made with, where its name or its folder says so. Pure. */

/** How the names of models begin in published data. */
const FAMILY =
  /^(?:chatgpt|claude|codellama|command|davinci|deepseek|dv\d|falcon|gemini|gemma|gpt|llama|mistral|mixtral|nova|o[134]|palm|phi|qwen|starchat|text-davinci|vicuna|wizardlm)(?![a-z])/i;
const ENDINGS = /\.(?:jsonl?|csv|txt|gz)\b/gi;

/** As it is written there; the name of the file goes before those of its folders. `undefined`: none is named. */
export function modelInPath(path: string): string | undefined {
  const places = path.split(/[/\\]/).reverse();
  for (const place of places) {
    const named = place
      .replace(ENDINGS, '')
      .split(/[\s_]+/)
      .find(word => FAMILY.test(word));
    if (named !== undefined) return asPublished(named);
  }
  return undefined;
}

/** `gpt4` is one name with `gpt-4`; whatever else is left as it is. */
function asPublished(name: string): string {
  return name.replace(/^gpt(?=\d)/i, 'gpt-');
}
