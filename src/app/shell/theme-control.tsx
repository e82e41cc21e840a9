import { IconButton } from '../../ui/button.tsx';
import { THEMES, useTheme } from '../theme.ts';

const ICONS = { system: 'system', light: 'sun', dark: 'moon' } as const;
const NAMES = { system: 'as the system', light: 'light', dark: 'dark' } as const;

/** One button that goes round: system, light, dark. */
export function ThemeControl() {
  const { theme, choose } = useTheme();
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  return (
    <IconButton
      icon={ICONS[theme]}
      label={`Theme: ${NAMES[theme]}. Change to ${NAMES[next]}`}
      onClick={() => {
        choose(next);
      }}
    />
  );
}
