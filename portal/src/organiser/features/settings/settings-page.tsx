import { formSchemas } from '@gatehouse/shared/api';
import { isLocale, localeNames, locales } from '@gatehouse/shared/i18n';
import { Card, Notice, PageHeader, SelectField, TextField, useI18n, useToast } from '@gatehouse/shared/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { session, useMay } from '../../../api/browser-session.js';
import { useForm } from '../../../forms/use-form.js';
import { SaveForm } from '../../editing/save-form.js';
import { NotYet } from '../../shell/not-yet.js';
import { useTimeZones } from '../../shell/time-zones.js';
import { useTitle } from '../../shell/use-title.js';
import { DoorKeyCard } from '../door-key/door-key-card.js';
import { changeOrganisation, type Organisation, organisationQuery } from './organisation-api.js';

export function SettingsPage() {
  const { t } = useI18n();
  useTitle(t('portal.settings.title'));
  const organisation = useQuery(organisationQuery);
  const mayRead = useMay('devices.read');
  return (
    <div class="max-w-3xl">
      <PageHeader title={t('portal.settings.title')} lead={t('portal.settings.lead')} />
      <div class="grid gap-6">
        <Card>
          {organisation.data ? (
            <OrganisationForm organisation={organisation.data} />
          ) : (
            <NotYet query={organisation} lines={5} />
          )}
        </Card>
        {organisation.data && mayRead && <DoorKeyCard timeZone={organisation.data.timeZone} />}
      </div>
    </div>
  );
}

function OrganisationForm({ organisation }: { readonly organisation: Organisation }) {
  const { t } = useI18n();
  const queries = useQueryClient();
  const showToast = useToast();
  const mayWrite = useMay('organisation.write');
  const { name, locale, timeZone } = organisation;
  const form = useForm({
    schema: formSchemas.organisation,
    initial: { name, locale: String(locale), timeZone },
    submit: async (entries) => {
      const language = isLocale(entries.locale) ? entries.locale : locale;
      const body = { name: entries.name.trim(), locale: language, timeZone: entries.timeZone };
      queries.setQueryData(organisationQuery.queryKey, await changeOrganisation(body));
      // The name stands in the menu too, which knows it from the session. The change itself is saved already.
      await session.resume().catch(() => false);
      showToast(t('portal.event.saved'));
    },
  });
  return (
    <SaveForm form={form} readOnly={!mayWrite}>
      {!mayWrite && <Notice>{t('errors.answer.forbidden')}</Notice>}
      <TextField {...form.field('name')} label={t('portal.settings.name')} />
      <SelectField
        {...form.field('locale')}
        label={t('portal.settings.language')}
        hint={t('portal.settings.languageHint')}
        options={locales.map((value) => ({ value, label: localeNames[value], lang: value }))}
      />
      <SelectField
        {...form.field('timeZone')}
        label={t('portal.event.timeZone')}
        hint={t('portal.settings.timeZoneHint')}
        options={useTimeZones()}
      />
    </SaveForm>
  );
}
