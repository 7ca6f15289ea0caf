/** Which checks a preset has, derived from what the checks say of themselves. */
import type { Check, Preset } from './check.js';
import { checks } from './registry.js';

/** The checks of a preset, in the order of the registry, each with the options that the preset sets. */
export function checksOf(preset: Preset): { check: Check; options: Readonly<object> }[] {
  return checks.flatMap((check) => {
    const options = check.docs.presets[preset];
    return options === undefined ? [] : [{ check, options }];
  });
}
