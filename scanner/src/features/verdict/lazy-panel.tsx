import { Panel, useI18n } from '@gatehouse/shared/ui';
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface Leaving {
  readonly onLeave: () => void;
}

/** A panel whose code comes when it is opened first, so that the screen itself starts sooner. */
export function lazyPanel<Props extends Leaving>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  return function LazyPanel(props: Props) {
    const [Loaded, setLoaded] = useState<ComponentType<Props> | null>(null);
    const [isMissing, setIsMissing] = useState(false);
    useEffect(() => {
      load().then(
        (component) => setLoaded(() => component),
        () => setIsMissing(true),
      );
    }, []);
    if (isMissing) return <MissingPanel onLeave={props.onLeave} />;
    return Loaded === null ? null : <Loaded {...props} />;
  };
}

function MissingPanel({ onLeave }: Leaving) {
  const { t } = useI18n();
  return (
    <Panel title={t('scanner.missing.title')} onLeave={onLeave}>
      <p class="p-4">{t('scanner.missing.text')}</p>
    </Panel>
  );
}
