using System.Text.Json;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>Which rows of a set are learnt from, which watch over the learning, and which are opened once, for the result.</summary>
public sealed record PdfSplit
{
    /// <summary>Rows to learn from.</summary>
    public required IReadOnlyList<int> Train { get; init; }

    /// <summary>Rows to choose settings by; may be empty.</summary>
    public required IReadOnlyList<int> Validation { get; init; }

    /// <summary>Rows to test on.</summary>
    public required IReadOnlyList<int> Test { get; init; }

    /// <summary>Every row that is not tested on: training rows first, then validation rows.</summary>
    public int[] TrainAndValidation => [.. Train, .. Validation];

    /// <summary>Reads a split.</summary>
    /// <param name="path">
    /// JSON, .gz or not: an object with "test" and, where they are fixed, "train" and "val", each a list of row numbers from 0. Without
    /// "train" it is every row that is not listed otherwise. "ids", where given, has to be that of the set.
    /// </param>
    /// <param name="dataset">The set that is split.</param>
    /// <exception cref="DataFormatException">The file is not of that form, belongs to another set, or a row stands in two
    /// parts.</exception>
    public static PdfSplit Read(string path, PdfDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        try
        {
            using var document = JsonDocument.Parse(GzipFile.Bytes(path));
            return Parse(path, document.RootElement, dataset);
        }
        catch (JsonException problem)
        {
            throw new DataFormatException(
                path,
                (int)(problem.LineNumber ?? -1) + 1,
                "no JSON: " + problem.Message.Split(" LineNumber")[0].TrimEnd('.'),
                problem
            );
        }
    }

    private static PdfSplit Parse(string path, JsonElement root, PdfDataset dataset)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new DataFormatException(path, 0, "expected a JSON object");
        var taken = new bool[dataset.Count];
        var test = Rows(path, root, "test", taken) ?? throw new DataFormatException(path, 0, "expected a list 'test'");
        var validation = Rows(path, root, "val", taken) ?? [];
        var train = Rows(path, root, "train", taken) ?? [.. Enumerable.Range(0, taken.Length).Where(row => !taken[row])];
        if (test.Length == 0 || train.Length == 0)
            throw new DataFormatException(path, 0, "expected rows to train and to test on");
        if (root.TryGetProperty("ids", out var ids) && !SameNames(ids, dataset.Ids))
            throw new DataFormatException(path, 0, "the names in 'ids' are not those of the set: the split belongs to another one");
        return new PdfSplit
        {
            Train = train,
            Validation = validation,
            Test = test,
        };
    }

    private static bool SameNames(JsonElement ids, IReadOnlyList<string> expected) =>
        ids.ValueKind == JsonValueKind.Array
        && ids.EnumerateArray().Select(id => id.ToString()).SequenceEqual(expected, StringComparer.Ordinal);

    private static int[]? Rows(string path, JsonElement root, string name, bool[] taken)
    {
        if (!root.TryGetProperty(name, out var list))
            return null;
        if (list.ValueKind != JsonValueKind.Array)
            throw new DataFormatException(path, 0, $"expected '{name}' to be a list of row numbers");
        var rows = new List<int>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt32(out var row) || (uint)row >= (uint)taken.Length)
                throw new DataFormatException(path, 0, Invariant($"expected row numbers 0…{taken.Length - 1} in '{name}', got {item}"));
            if (taken[row])
                throw new DataFormatException(path, 0, Invariant($"row {row} in '{name}' was listed before"));
            taken[row] = true;
            rows.Add(row);
        }

        return [.. rows];
    }
}
