using System.Collections.Immutable;
using System.Globalization;
using Debye.Io;

namespace Debye.Techniques.Spectra.Readers;

/// <summary>
/// Spectra as NumPy arrays: folders of x_000000000.npy, x_000000001.npy, … with their classes in y.npy, as PyChemAuth writes them.
/// </summary>
internal static class NpyFolder
{
    private const string Prefix = "x_";

    /// <summary>One spectrum of every file, ordered by the number in its name; labels from y.npy where there is one.</summary>
    public static List<MaterialSpectrum> Read(string folder)
    {
        var files = new List<(long Number, string Path)>();
        foreach (var file in Directory.EnumerateFiles(folder, Prefix + "*.npy"))
            if (
                long.TryParse(
                    Path.GetFileNameWithoutExtension(file).AsSpan(Prefix.Length),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var number
                )
            )
                files.Add((number, file));
        if (files.Count == 0)
            throw new DataFormatException(folder, 0, "expected files x_000000000.npy, x_000000001.npy, …, found none.");
        var labels = Labels(Path.Combine(folder, "y.npy"), files.Count);
        var spectra = new List<MaterialSpectrum>();
        foreach (var (_, path) in files.OrderBy(file => file.Number).ThenBy(file => file.Path, StringComparer.Ordinal))
        {
            var rows = Rows(Load(path), path, labels?[spectra.Count]);
            if (rows.Count != 1)
                throw new DataFormatException(path, 0, $"expected one spectrum, got {rows.Count} rows.");
            spectra.Add(rows[0]);
        }

        return spectra;
    }

    /// <summary>
    /// One spectrum from an array of one dimension, one from each row of two; dimensions of length 1 behind do not count.
    /// </summary>
    public static List<MaterialSpectrum> Rows(NpyArray array, string path, string? label = null)
    {
        ImmutableArray<int> shape = array.Shape.Length > 1 && array.Shape[^1] == 1 ? array.Shape[..^1] : array.Shape;
        if (array.Texts is not null || shape.Length is < 1 or > 2)
            throw new DataFormatException(
                path,
                0,
                "expected numbers in one or two dimensions, got "
                    + $"{(array.Texts is null ? $"shape ({string.Join(", ", shape)}): images are no spectra" : "texts")}."
            );
        var (rows, columns) = shape.Length == 1 ? (1, shape[0]) : (shape[0], shape[1]);
        if (rows == 0 || columns < SpectraReader.MinimumPoints)
            throw new DataFormatException(
                path,
                0,
                Invariant($"{rows} rows of {columns} points; at least 1 of {SpectraReader.MinimumPoints} is needed.")
            );
        var (spectra, axis) = (new List<MaterialSpectrum>(rows), SpectrumChecks.Positions(columns));
        for (var i = 0; i < rows; i++)
        {
            var values = array.Numbers.Slice(i * columns, columns).ToArray();
            if (!Array.TrueForAll(values, double.IsFinite))
                throw new DataFormatException(path, 0, Invariant($"row {i + 1} holds values that are not finite."));
            spectra.Add(
                new MaterialSpectrum(SpectrumAxisUnit.Index, axis, values)
                {
                    Source = rows == 1 ? path : string.Create(CultureInfo.InvariantCulture, $"{path}#{i + 1}"),
                    Label = label,
                }
            );
        }

        return spectra;
    }

    private static string[]? Labels(string path, int count)
    {
        if (!File.Exists(path))
            return null;
        var array = Load(path);
        string[] labels = array.Texts is { } texts
            ? [.. texts]
            : Array.ConvertAll(array.Numbers.ToArray(), number => number.ToString(CultureInfo.InvariantCulture));
        return labels.Length == count
            ? labels
            : throw new DataFormatException(path, 0, Invariant($"{labels.Length} labels for {count} spectra."));
    }

    private static NpyArray Load(string path) => NpyArray.Read(WholeFile.Read(path, SpectraReader.MaximumBytes).Span, path);
}
