import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const readme = readFileSync('README.md', 'utf8');

test.each(['next', 'hono', 'express'])('the README shows the %s recipe as it is tested', (name) => {
  const recipe = readFileSync(`test/server/recipes/${name}.ts`, 'utf8')
    .replace(/'\.\..*\/src\/server\/index\.ts';.*/, "'wiresocket-react/server';")
    .replace(/^\/\/ app\/.*\n/, '');
  expect(readme).toContain(recipe.trim());
});
