using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Debye.Spectra;

namespace Debye.Techniques.Xrd;

/// <summary>A pattern with its known space group.</summary>
/// <param name="Id">Name in its source.</param>
/// <param name="SpaceGroup">Space-group number, 1…230.</param>
/// <param name="Pattern">2θ in degrees against intensity.</param>
public sealed record LabelledPattern(string Id, int SpaceGroup, Spectrum Pattern);

/// <summary>Reads sets of labelled patterns, for evaluation and calibration; plain or gzip-compressed.</summary>
/// <remarks>
/// CSV: header "id,space_group,crystal_system,5.00,5.01,…" with 2θ in degrees, then one pattern a line.
/// JSON: an object with an array "patterns" or "samples"; an item has "space_group" (or one entry in "phases" with
/// "sg_spglib" or "sg_in_cif"; items of several phases are passed over), "intensity", and "two_theta" or "start" and "end".
/// </remarks>
public static class LabelledPatternReader
{
    /// <summary>Reads every pattern of a file, one by one.</summary>
    /// <param name="path">".csv", ".csv.gz", ".json" or ".json.gz".</param>
    /// <exception cref="DataFormatException">The file, or a line of it, is no such set.</exception>
    public static IEnumerable<LabelledPattern> Read(string path)
    {
        var plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        if (plain.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            return ReadCsv(path);
        if (plain.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return ReadJson(path);
        throw new DataFormatException(path, 0, "a set of labelled patterns is a .csv or .json file, plain or .gz");
    }

    private static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static IEnumerable<LabelledPattern> ReadCsv(string path)
    {
        using var reader = new StreamReader(Open(path));
        var header = (NextLine(reader, path, 1) ?? throw new DataFormatException(path, 1, "the file is empty")).Split(',');
        var first = Array.FindIndex(header, field => double.TryParse(field, CultureInfo.InvariantCulture, out _));
        var label = Array.IndexOf(header, "space_group");
        if (first < 0 || label < 0)
            throw new DataFormatException(path, 1, "expected a header with id, space_group and the angles 2θ in degrees");
        var axis = Numbers(header.AsSpan(first), path, 1);
        for (var line = 2; NextLine(reader, path, line) is { } text; line++)
        {
            if (text.Length == 0)
                continue;
            var fields = text.Split(',');
            if (fields.Length != header.Length)
                throw new DataFormatException(path, line, $"{fields.Length} columns, the header has {header.Length}");
            yield return Make(fields[0], GroupOf(fields[label], path, line), axis, Numbers(fields.AsSpan(first), path, line), path, line);
        }
    }

    private static List<LabelledPattern> ReadJson(string path)
    {
        try
        {
            using var stream = Open(path);
            using var document = JsonDocument.Parse(stream);
            var root = document.RootElement;
            if (!root.TryGetProperty("patterns", out var items) && !root.TryGetProperty("samples", out items))
                throw new DataFormatException(path, 0, "expected an array 'patterns' or 'samples'");
            var result = new List<LabelledPattern>();
            foreach (var item in items.EnumerateArray())
                if (SpaceGroupOf(item) is { } group)
                    result.Add(FromJson(item, group, path));
            return result;
        }
        catch (Exception problem)
            when (problem is JsonException or InvalidDataException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new DataFormatException(path, 0, "no set of labelled patterns: " + problem.Message, problem);
        }
    }

    private static LabelledPattern FromJson(JsonElement item, int group, string path)
    {
        var intensity = item.GetProperty("intensity").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        double[] axis;
        if (item.TryGetProperty("two_theta", out var angles))
        {
            axis = [.. angles.EnumerateArray().Select(value => value.GetDouble())];
        }
        else
        {
            var (start, end) = (item.GetProperty("start").GetDouble(), item.GetProperty("end").GetDouble());
            axis = [.. Enumerable.Range(0, intensity.Length).Select(i => start + (end - start) * i / Math.Max(1, intensity.Length - 1))];
        }

        foreach (var key in (ReadOnlySpan<string>)["id", "sample", "file"])
            if (item.TryGetProperty(key, out var name))
                return Make(name.ToString(), group, axis, intensity, path, 0);
        return Make("", group, axis, intensity, path, 0);
    }

    private static int? SpaceGroupOf(JsonElement item)
    {
        if (item.TryGetProperty("space_group", out var number))
            return number.GetInt32();
        if (!item.TryGetProperty("phases", out var phases) || phases.GetArrayLength() != 1)
            return null;
        foreach (var key in (ReadOnlySpan<string>)["sg_spglib", "sg_in_cif"])
            if (phases[0].TryGetProperty(key, out var found) && found.ValueKind == JsonValueKind.Number)
                return found.GetInt32();
        return null;
    }

    private static LabelledPattern Make(string id, int group, double[] axis, double[] intensity, string path, int line)
    {
        try
        {
            return new LabelledPattern(id, group, new Spectrum(AxisKind.TwoThetaDegrees, axis, intensity) { Source = id });
        }
        catch (ArgumentException problem)
        {
            throw new DataFormatException(path, line, $"pattern '{id}': {problem.Message}", problem);
        }
    }

    private static int GroupOf(string text, string path, int line) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var group) && group is >= 1 and <= 230
            ? group
            : throw new DataFormatException(path, line, $"'{text}' is no space-group number (1…230)");

    private static double[] Numbers(ReadOnlySpan<string> fields, string path, int line)
    {
        var numbers = new double[fields.Length];
        for (var i = 0; i < numbers.Length; i++)
            if (!double.TryParse(fields[i], CultureInfo.InvariantCulture, out numbers[i]))
                throw new DataFormatException(path, line, $"'{fields[i]}' is no number");
        return numbers;
    }

    private static string? NextLine(StreamReader reader, string path, int line)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (InvalidDataException problem)
        {
            throw new DataFormatException(path, line, "the compressed data are damaged", problem);
        }
    }
}
