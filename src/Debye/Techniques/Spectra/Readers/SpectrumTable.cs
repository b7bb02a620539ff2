using System.Collections.Immutable;
using System.Globalization;
using Debye.Io;

namespace Debye.Techniques.Spectra.Readers;

/// <summary>Text tables: an axis column with one or more columns of intensities beside it, or one spectrum in each row.</summary>
/// <remarks>
/// Rows are spectra where a header ends in axis values or in numbered names (t0, t1, …), or where there is no header and ten columns
/// or more; columns in front of these become <see cref="MaterialSpectrum.Fields"/>. A column "label", "class", "material" or "strain"
/// is the label, "group" or "source_folder" the group, "source_file" or "name" the source.
/// </remarks>
internal static class SpectrumTable
{
    private static readonly string[] LabelNames = ["label", "class", "material", "strain"];
    private static readonly string[] GroupNames = ["group", "source_folder"];
    private static readonly string[] SourceNames = ["source_file", "name"];

    public static List<MaterialSpectrum> Read(IReadOnlyList<string> lines, string path)
    {
        var table = new TableText(lines, path);
        var first = FirstIntensity(table, out var axis, out var isHeader);
        if (table.Columns - first >= SpectraReader.MinimumPoints)
            return Rows(table, first, axis, isHeader ? 1 : 0);
        isHeader = Array.Exists(table.Row(0), cell => !table.TryNumber(cell, out _));
        return table.Columns == 1 ? [Single(table, isHeader ? 1 : 0)] : Columns(table, isHeader ? 1 : 0);
    }

    /// <summary>Column from which on the first row holds axis values, numbered names, or, without a header, numbers.</summary>
    private static int FirstIntensity(TableText table, out double[]? axis, out bool isHeader)
    {
        var cells = table.Row(0);
        var numbered = cells.Length;
        while (numbered > 0 && IsNumbered(cells[numbered - 1]))
            numbered--;
        (axis, isHeader) = (null, true);
        if (cells.Length - numbered >= SpectraReader.MinimumPoints)
            return numbered;
        var numeric = cells.Length;
        while (numeric > 0 && table.TryNumber(cells[numeric - 1], out _))
            numeric--;
        var values = cells[numeric..].Select(cell => table.TryNumber(cell, out var value) ? value : double.NaN).ToArray();
        isHeader =
            IsMonotonic(values)
            && table.Count > 1
            && !IsMonotonic([.. table.Row(1)[numeric..].Select(cell => table.TryNumber(cell, out var value) ? value : double.NaN)]);
        if (isHeader)
            axis = values;
        return numeric;
    }

    private static List<MaterialSpectrum> Rows(TableText table, int first, double[]? axis, int start)
    {
        var unit = axis is null ? SpectrumAxisUnit.Index : SpectrumAxisUnit.Other;
        axis ??= SpectrumChecks.Positions(table.Columns - first);
        if (table.Count == start)
            throw new DataFormatException(table.Path, table.Line(0), "a header without rows.");
        var spectra = new List<MaterialSpectrum>(table.Count - start);
        for (var i = start; i < table.Count; i++)
        {
            var (own, values) = (axis.ToArray(), new double[axis.Length]);
            for (var j = 0; j < values.Length; j++)
                values[j] = table.Number(i, first + j);
            var notes = SpectrumChecks.Order(own, values, table.Path, table.Line(i));
            var fields = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
            for (var j = 0; j < first; j++)
                fields[start == 1 ? table.Row(0)[j] : string.Create(CultureInfo.InvariantCulture, $"column{j + 1}")] = table.Row(i)[j];
            spectra.Add(
                new MaterialSpectrum(unit, own, values)
                {
                    Source = Find(fields, SourceNames) ?? string.Create(CultureInfo.InvariantCulture, $"{table.Path}#{i - start + 1}"),
                    Label = Find(fields, LabelNames),
                    Group = Find(fields, GroupNames),
                    Fields = fields.ToImmutable(),
                    Notes = notes,
                }
            );
        }

        return spectra;
    }

    private static List<MaterialSpectrum> Columns(TableText table, int start)
    {
        var (axis, spectra) = (Column(table, 0, start), new List<MaterialSpectrum>());
        var unit = start == 1 ? UnitOf(table.Row(0)[0]) : SpectrumAxisUnit.Other;
        for (var j = 1; j < table.Columns; j++)
        {
            var (own, values) = (axis.ToArray(), Column(table, j, start));
            var notes = SpectrumChecks.Order(own, values, table.Path, table.Line(0));
            var source = table.Columns == 2 ? table.Path : string.Create(CultureInfo.InvariantCulture, $"{table.Path}#{j}");
            var fields =
                start == 1
                    ? ImmutableDictionary<string, string>.Empty.Add("column", table.Row(0)[j])
                    : ImmutableDictionary<string, string>.Empty;
            spectra.Add(
                new MaterialSpectrum(unit, own, values)
                {
                    Source = source,
                    Fields = fields,
                    Notes = notes,
                }
            );
        }

        return spectra;
    }

    private static MaterialSpectrum Single(TableText table, int start)
    {
        var (axis, values) = (SpectrumChecks.Positions(table.Count - start), Column(table, 0, start));
        SpectrumChecks.Order(axis, values, table.Path, table.Line(0));
        return new MaterialSpectrum(SpectrumAxisUnit.Index, axis, values) { Source = table.Path };
    }

    private static double[] Column(TableText table, int column, int start)
    {
        var values = new double[table.Count - start];
        for (var i = 0; i < values.Length; i++)
            values[i] = table.Number(start + i, column);
        return values;
    }

    private static SpectrumAxisUnit UnitOf(string heading)
    {
        var plain = heading.ToUpperInvariant();
        bool Says(string word) => plain.Contains(word, StringComparison.Ordinal);
        if (Says("KEV"))
            return SpectrumAxisUnit.KiloElectronVolt;
        if (Says("CM-1") || Says("1/CM") || Says("CM^-1") || Says("CM⁻¹") || Says("WAVENUMBER") || Says("RAMAN SHIFT"))
            return SpectrumAxisUnit.PerCentimetre;
        if (Says("CHANNEL"))
            return SpectrumAxisUnit.Channel;
        return Says("NM") ? SpectrumAxisUnit.Nanometre : SpectrumAxisUnit.Other;
    }

    private static string? Find(IDictionary<string, string> fields, string[] names) =>
        Array.Find(names, fields.ContainsKey) is { } name ? fields[name] : null;

    /// <summary>Letters with a number behind them.</summary>
    private static bool IsNumbered(string cell) =>
        cell.Length > 1
        && (char.IsAsciiLetter(cell[0]) || cell[0] == '_')
        && char.IsAsciiDigit(cell[^1])
        && cell.TrimEnd([.. "0123456789"]).All(c => char.IsAsciiLetter(c) || c == '_');

    private static bool IsMonotonic(double[] values)
    {
        if (values.Length < SpectraReader.MinimumPoints)
            return false;
        var sign = Math.Sign(values[1] - values[0]);
        for (var i = 1; i < values.Length; i++)
            if (!(sign * (values[i] - values[i - 1]) > 0))
                return false;
        return true;
    }
}
