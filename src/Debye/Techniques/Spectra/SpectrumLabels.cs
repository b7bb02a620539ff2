using System.Collections.Immutable;
using System.Globalization;
using Debye.Io;
using Debye.Techniques.Spectra.Readers;

namespace Debye.Techniques.Spectra;

/// <summary>Classes, groups and times of spectra from a table of their own, as data sets have them beside the numbers.</summary>
public static class SpectrumLabels
{
    /// <summary>Joins a table to spectra, row by row.</summary>
    /// <param name="spectra">The spectra, in the order of the rows.</param>
    /// <param name="path">Text table with a header, compressed or not; its columns are added to <see cref="MaterialSpectrum.Fields"/>,
    /// "live_time_s" and "real_time_s" are times.</param>
    /// <param name="labelColumn">Column with the classes.</param>
    /// <param name="groupColumn">Column that says what belongs together; null where nothing is known.</param>
    /// <param name="sourceColumn">Column with names; null to keep what the spectra have.</param>
    /// <exception cref="DataFormatException">The table cannot be read, has no such column, or as many rows as there are not
    /// spectra.</exception>
    public static IReadOnlyList<MaterialSpectrum> Attach(
        IReadOnlyList<MaterialSpectrum> spectra,
        string path,
        string labelColumn,
        string? groupColumn = null,
        string? sourceColumn = null
    )
    {
        ArgumentNullException.ThrowIfNull(spectra);
        ArgumentNullException.ThrowIfNull(labelColumn);
        var content = SafeGzip.Unpack(WholeFile.Read(path, SpectraReader.MaximumBytes), path, SpectraReader.MaximumBytes);
        var table = new TableText(TextLines.Split(content.Span), path);
        if (table.Count - 1 != spectra.Count)
            throw new DataFormatException(path, 0, Invariant($"{table.Count - 1} rows under the header for {spectra.Count} spectra."));
        var (label, group, source) = (Column(table, labelColumn), Column(table, groupColumn), Column(table, sourceColumn));
        var result = new List<MaterialSpectrum>(spectra.Count);
        for (var i = 0; i < spectra.Count; i++)
        {
            var (own, cells, fields) = (spectra[i], table.Row(i + 1), spectra[i].Fields.ToBuilder());
            for (var j = 0; j < cells.Length; j++)
                fields[table.Row(0)[j]] = cells[j];
            result.Add(
                new MaterialSpectrum(own.Unit, own.Axis, own.Intensity)
                {
                    Source = source is { } named ? cells[named] : own.Source,
                    Label = cells[label!.Value],
                    Group = group is { } grouped ? cells[grouped] : own.Group,
                    LiveTimeSeconds = Time(fields, "live_time_s") ?? own.LiveTimeSeconds,
                    RealTimeSeconds = Time(fields, "real_time_s") ?? own.RealTimeSeconds,
                    Fields = fields.ToImmutable(),
                    Notes = own.Notes,
                }
            );
        }

        return result;
    }

    private static int? Column(TableText table, string? name)
    {
        if (name is null)
            return null;
        var index = Array.IndexOf(table.Row(0), name);
        return index >= 0
            ? index
            : throw new DataFormatException(
                table.Path,
                table.Line(0),
                $"no column '{name}'; there are {string.Join(", ", table.Row(0).Take(12))}."
            );
    }

    private static double? Time(ImmutableDictionary<string, string>.Builder fields, string name) =>
        fields.TryGetValue(name, out var text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && value > 0
        && double.IsFinite(value)
            ? value
            : null;
}
