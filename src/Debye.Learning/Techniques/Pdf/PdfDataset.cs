using System.Globalization;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Techniques.Pdf;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>
/// Pair distribution functions on one grid, each with the space group of its crystal. Immutable; may be shared by threads.
/// </summary>
/// <remarks>The grid is <see cref="PdfGrid.SpaceGroupNetwork"/>. Source: github:sbillinge/ml4crystals_erice2024.</remarks>
public sealed class PdfDataset
{
    /// <summary>Points of a curve.</summary>
    public const int Points = 209;

    private const int LargestSpaceGroup = 230;
    private readonly float[] _values;
    private readonly int[] _labels;

    /// <summary>Binds curves, names and labels.</summary>
    /// <param name="ids">Name of each row; no two the same.</param>
    /// <param name="values">Row-major, rows × <see cref="Points"/>: G(r), Å⁻², finite.</param>
    /// <param name="spaceGroups">Space group number of each row, 1…230.</param>
    /// <exception cref="ArgumentException">A length does not match, or a value is out of range.</exception>
    public PdfDataset(IReadOnlyList<string> ids, float[] values, IReadOnlyList<int> spaceGroups)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(spaceGroups);
        if (values.Length != ids.Count * Points)
            throw new ArgumentException($"Expected {ids.Count} × {Points} values, got {values.Length}.", nameof(values));
        if (spaceGroups.Count != ids.Count)
            throw new ArgumentException($"Expected {ids.Count} space groups, got {spaceGroups.Count}.", nameof(spaceGroups));
        if (values.Any(value => !float.IsFinite(value)))
            throw new ArgumentException("Expected finite values.", nameof(values));
        if (spaceGroups.Any(number => number is < 1 or > LargestSpaceGroup))
            throw new ArgumentException("Expected space groups 1…230.", nameof(spaceGroups));
        if (ids.Distinct(StringComparer.Ordinal).Count() != ids.Count)
            throw new ArgumentException("Expected names that differ.", nameof(ids));
        _values = [.. values];
        Ids = [.. ids];
        SpaceGroups = [.. spaceGroups];
        var classes = spaceGroups.Distinct().Order().ToList();
        Classes = classes;
        _labels = [.. spaceGroups.Select(number => classes.IndexOf(number))];
    }

    /// <summary>Number of curves.</summary>
    public int Count => Ids.Count;

    /// <summary>Name of each row.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>Space group number of each row.</summary>
    public IReadOnlyList<int> SpaceGroups { get; }

    /// <summary>The space groups that occur, rising.</summary>
    public IReadOnlyList<int> Classes { get; }

    /// <summary>Class of each row: index in <see cref="Classes"/>.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>One curve, G(r) in Å⁻².</summary>
    /// <param name="row">0…<see cref="Count"/>−1.</param>
    public ReadOnlySpan<float> Row(int row) => _values.AsSpan(row * Points, Points);

    /// <summary>Chosen curves, each scaled from its smallest value to its largest: 0…1.</summary>
    /// <param name="rows">Rows, in the order wanted.</param>
    /// <remarks>A constant curve becomes zeros.</remarks>
    public FeatureTable Features(ReadOnlySpan<int> rows)
    {
        var features = new float[rows.Length * Points];
        for (var i = 0; i < rows.Length; i++)
            PdfFeatures.TryScale(Row(rows[i]), features.AsSpan(i * Points, Points));
        return new FeatureTable(features, Points);
    }

    /// <summary>Classes of chosen curves.</summary>
    /// <param name="rows">Rows, in the order wanted.</param>
    public int[] LabelsOf(ReadOnlySpan<int> rows)
    {
        var labels = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            labels[i] = _labels[rows[i]];
        return labels;
    }

    /// <summary>Chosen curves with their classes, as classifiers learn from them.</summary>
    /// <param name="rows">Rows, in the order wanted; at least one.</param>
    public TreeExamples Examples(ReadOnlySpan<int> rows) => TreeExamples.ForClasses(Features(rows), LabelsOf(rows), Classes.Count);

    /// <summary>Reads a set.</summary>
    /// <param name="curvesPath">CSV without header, .gz or not: <see cref="Points"/> numbers a line.</param>
    /// <param name="labelsPath">CSV with a header and the columns mp_id and space_group, same order.</param>
    /// <exception cref="DataFormatException">A file cannot be read, or a line of it is not of that form.</exception>
    public static PdfDataset Read(string curvesPath, string labelsPath)
    {
        var (ids, groups) = ReadLabels(labelsPath);
        var lines = GzipFile.Lines(curvesPath);
        if (lines.Count != ids.Count)
            throw new DataFormatException(
                curvesPath,
                0,
                $"expected {ids.Count} curves, one for each line of {labelsPath}, got {lines.Count}"
            );
        var values = new float[lines.Count * Points];
        for (var i = 0; i < lines.Count; i++)
            ReadCurve(curvesPath, lines[i], values.AsSpan(i * Points, Points));
        return new PdfDataset(ids, values, groups);
    }

    private static (List<string> Ids, List<int> Groups) ReadLabels(string path)
    {
        var lines = GzipFile.Lines(path);
        var header = lines.Count == 0 ? [] : lines[0].Text.Split(',');
        var (idColumn, groupColumn) = (Array.IndexOf(header, "mp_id"), Array.IndexOf(header, "space_group"));
        if (idColumn < 0 || groupColumn < 0)
            throw new DataFormatException(path, 1, "expected a header with the columns 'mp_id' and 'space_group'");
        var (ids, groups, seen) = (new List<string>(), new List<int>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (number, text) in lines.Skip(1))
        {
            var cells = text.Split(',');
            if (cells.Length != header.Length)
                throw new DataFormatException(path, number, $"expected {header.Length} columns, got {cells.Length}");
            if (
                !int.TryParse(cells[groupColumn], NumberStyles.None, CultureInfo.InvariantCulture, out var group)
                || group is < 1 or > LargestSpaceGroup
            )
                throw new DataFormatException(path, number, $"expected a space group 1…230, got '{cells[groupColumn]}'");
            if (!seen.Add(cells[idColumn]))
                throw new DataFormatException(path, number, $"the name '{cells[idColumn]}' occurs twice");
            ids.Add(cells[idColumn]);
            groups.Add(group);
        }

        return (ids, groups);
    }

    private static void ReadCurve(string path, (int Number, string Text) line, Span<float> destination)
    {
        var column = 0;
        foreach (var range in line.Text.AsSpan().Split(','))
        {
            var cell = line.Text.AsSpan()[range];
            if (!float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !float.IsFinite(value))
                throw new DataFormatException(
                    path,
                    line.Number,
                    Invariant($"expected a finite number in column {column + 1}, got '{cell.ToString()}'")
                );
            if (column < Points)
                destination[column] = value;
            column++;
        }

        if (column != Points)
            throw new DataFormatException(path, line.Number, Invariant($"expected {Points} numbers, got {column}"));
    }
}
