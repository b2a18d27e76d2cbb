/**
 * No page can turn on the forced colors of the system. This comes close: rules for
 * `(forced-colors: active)` hold, and catalogue.css replaces colors by those of the system. The tests turn on
 * the real thing, in the browser.
 *
 * @returns ends it
 */
export function imitateForcedColors(): () => void {
  const root = document.documentElement;
  const rules = [...document.styleSheets].flatMap(rulesForForcedColors);
  for (const { media } of rules) media.mediaText = 'all';
  root.dataset.forcedColors = 'imitated';
  return () => {
    for (const { media } of rules) media.mediaText = QUERY;
    delete root.dataset.forcedColors;
  };
}

const QUERY = '(forced-colors: active)';

function rulesForForcedColors({ cssRules }: CSSStyleSheet | CSSGroupingRule): CSSMediaRule[] {
  return [...cssRules].flatMap((rule) => {
    if (rule instanceof CSSMediaRule && rule.media.mediaText === QUERY) return [rule];
    if (rule instanceof CSSImportRule)
      return rule.styleSheet === null ? [] : rulesForForcedColors(rule.styleSheet);
    return rule instanceof CSSGroupingRule ? rulesForForcedColors(rule) : [];
  });
}
