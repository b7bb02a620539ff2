using Debye.Learning.Techniques.Spectra.Splits;
using Debye.Techniques.Spectra;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>Labelled spectra, those of known classes apart from those that are to be refused.</summary>
public sealed class SpectraDataset
{
    private SpectraDataset(IReadOnlyList<MaterialSpectrum> known, IReadOnlyList<MaterialSpectrum> unknown)
    {
        (Known, Unknown) = (known, unknown);
        Classes = [.. known.Select(spectrum => spectrum.Label!).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Spectra of the known classes.</summary>
    public IReadOnlyList<MaterialSpectrum> Known { get; }

    /// <summary>Spectra of classes that are never learnt from.</summary>
    public IReadOnlyList<MaterialSpectrum> Unknown { get; }

    /// <summary>The known classes, in ordinal order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Whether every known spectrum says what it belongs to.</summary>
    public bool HasGroups => Known.All(spectrum => spectrum.Group is not null);

    /// <summary>Sorts labelled spectra into known and unknown ones.</summary>
    /// <param name="spectra">All with a label.</param>
    /// <param name="unknownLabels">Classes that are never learnt from.</param>
    /// <exception cref="ArgumentException">A spectrum has no label, or there are fewer than two known ones.</exception>
    public static SpectraDataset Of(IEnumerable<MaterialSpectrum> spectra, IReadOnlyList<string> unknownLabels)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        ArgumentNullException.ThrowIfNull(unknownLabels);
        var all = spectra.ToArray();
        if (Array.Find(all, spectrum => spectrum.Label is null) is { } bare)
            throw new ArgumentException($"{bare.Source} has no label.", nameof(spectra));
        MaterialSpectrum[] known = [.. all.Where(spectrum => !unknownLabels.Contains(spectrum.Label!))];
        if (known.Length < 2)
            throw new ArgumentException($"Expected at least 2 spectra of known classes, got {known.Length}.", nameof(spectra));
        return new SpectraDataset(known, [.. all.Where(spectrum => unknownLabels.Contains(spectrum.Label!))]);
    }

    /// <summary>Reads what a recipe names.</summary>
    /// <param name="data">The data.</param>
    /// <param name="recipePath">File to which paths are relative.</param>
    /// <exception cref="DataFormatException">A file cannot be read, a column is missing, or a spectrum has no label.</exception>
    public static SpectraDataset Load(SpectraData data, string recipePath)
    {
        ArgumentNullException.ThrowIfNull(data);
        data.Validate();
        try
        {
            return Of(Read(data, recipePath), data.UnknownLabels);
        }
        catch (ArgumentException problem)
        {
            throw new DataFormatException(recipePath, 0, "data: " + problem.Message.Split(" (Parameter")[0], problem);
        }
    }

    /// <summary>Every spectrum that a recipe names and <see cref="SpectraData.Where"/> leaves, labels as far as they are known.</summary>
    public static IReadOnlyList<MaterialSpectrum> Read(SpectraData data, string recipePath)
    {
        ArgumentNullException.ThrowIfNull(data);
        IReadOnlyList<MaterialSpectrum> spectra =
        [
            .. data.Spectra.SelectMany(path => Files(RecipeFiles.Beside(recipePath, path)).SelectMany(file => ReadFile(file, data))),
        ];
        if (data.Labels.Length > 0)
            spectra = SpectrumLabels.Attach(
                spectra,
                RecipeFiles.Beside(recipePath, data.Labels),
                data.LabelColumns[0],
                data.GroupColumn.Length > 0 ? data.GroupColumn : null
            );
        return
        [
            .. spectra
                .Where(spectrum => data.Where.All(pair => Field(spectrum, pair.Key, recipePath) == pair.Value))
                .Select(spectrum => Complete(spectrum, data, recipePath)),
        ];
    }

    /// <summary>A splitter of the known spectra.</summary>
    public SpectrumSplitter Splitter() => SpectrumSplitter.Of(Known);

    /// <summary>The split that the data themselves name: a column with "train" and "test".</summary>
    /// <param name="column">The column.</param>
    /// <exception cref="ArgumentException">A spectrum has no such column or another value there, or a part is empty.</exception>
    public SpectrumSplit GivenSplit(string column = "split")
    {
        var isTest = Known
            .Select(spectrum =>
                spectrum.Fields.GetValueOrDefault(column) switch
                {
                    "train" => false,
                    "test" => true,
                    var other => throw new ArgumentException(
                        $"{spectrum.Source}: expected train or test in column '{column}', got "
                            + $"{(other is null ? "no such column" : $"'{other}'")}.",
                        nameof(column)
                    ),
                }
            )
            .ToArray();
        var (train, test) = (
            Enumerable.Range(0, isTest.Length).Where(i => !isTest[i]).ToArray(),
            Enumerable.Range(0, isTest.Length).Where(i => isTest[i]).ToArray()
        );
        if (train.Length == 0 || test.Length == 0)
            throw new ArgumentException($"Expected both train and test in column '{column}'.", nameof(column));
        return new SpectrumSplit
        {
            Kind = SplitKind.Given,
            Train = train,
            Test = test,
            Description = $"given by the column '{column}' of the data",
        };
    }

    /// <summary>Index of the class of each spectrum.</summary>
    /// <param name="spectra">Of known classes.</param>
    public int[] LabelsOf(IReadOnlyList<MaterialSpectrum> spectra) => IndicesOf(spectra, Classes);

    /// <summary>Index of the class of each spectrum.</summary>
    internal static int[] IndicesOf(IReadOnlyList<MaterialSpectrum> spectra, IReadOnlyList<string> classes)
    {
        var index = classes.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return [.. spectra.Select(spectrum => index[spectrum.Label!])];
    }

    private static IEnumerable<string> Files(string path)
    {
        if (!Directory.Exists(path))
            return [path];
        // A folder of .npy files with their labels is one set; any other is a tree of files.
        if (SpectraReader.IsFolderOfArrays(path))
            return [path];
        return Directory
            .EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith('.'))
            .Order(StringComparer.Ordinal);
    }

    private static IEnumerable<MaterialSpectrum> ReadFile(string path, SpectraData data) =>
        SpectraReader
            .ReadAll(path)
            .Select(spectrum =>
                !data.LabelIsFolder
                    ? spectrum
                    : With(spectrum, spectrum.Unit, Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)))!, spectrum.Group)
            );

    private static MaterialSpectrum Complete(MaterialSpectrum spectrum, SpectraData data, string recipePath)
    {
        var label =
            data.LabelColumns.Count == 0
                ? spectrum.Label
                : string.Join(" / ", data.LabelColumns.Select(column => Field(spectrum, column, recipePath)));
        var group = data.GroupColumn.Length == 0 ? spectrum.Group : Field(spectrum, data.GroupColumn, recipePath);
        var unit = spectrum.Unit is SpectrumAxisUnit.Other or SpectrumAxisUnit.Index or SpectrumAxisUnit.Channel
            ? data.AxisUnit ?? spectrum.Unit
            : spectrum.Unit;
        return With(spectrum, unit, label, group);
    }

    private static string Field(MaterialSpectrum spectrum, string column, string recipePath) =>
        spectrum.Fields.TryGetValue(column, out var value)
            ? value
            : throw new DataFormatException(
                recipePath,
                0,
                $"{spectrum.Source} has no column '{column}'; there are: "
                    + (spectrum.Fields.IsEmpty ? "none" : string.Join(", ", spectrum.Fields.Keys.Order(StringComparer.Ordinal).Take(12)))
            );

    private static MaterialSpectrum With(MaterialSpectrum spectrum, SpectrumAxisUnit unit, string? label, string? group) =>
        new(unit, spectrum.Axis, spectrum.Intensity)
        {
            Source = spectrum.Source,
            Label = label,
            Group = group,
            LiveTimeSeconds = spectrum.LiveTimeSeconds,
            RealTimeSeconds = spectrum.RealTimeSeconds,
            Fields = spectrum.Fields,
            Notes = spectrum.Notes,
        };
}
