using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Debye.Spectra;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Reads the files of the AutoECM benchmark: labelled spectra, parameter rows, interpolated spectra, Nyquist images.</summary>
/// <remarks>
/// The set uses its column "freq" as ω in s⁻¹, without 2π. Reading divides it by <see cref="RadianPerHertz"/>, so that the spectra
/// are physically right in Debye, where ω = 2πf, and circuits have the listed parameters.
/// Source: J. Schaeffer et al., J. Electrochem. Soc. 170, 060512 (2023), doi 10.1149/1945-7111/acd8fb; data CC BY 4.0, QuantumScape.
/// </remarks>
public static class AutoEcmFiles
{
    /// <summary>2π: the set's "freq" in s⁻¹ is this times the frequency in Hz.</summary>
    public const double RadianPerHertz = 2 * Math.PI;

    private const string FrequencyNote = "The listed frequencies are angular ones; they were divided by 2π.";
    private const int InterpolatedColumns = 60;

    /// <summary>Reads labelled spectra: JSON lines with id, circuit, params, freq, re and im; ".gz" compressed.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFormatException">The file or a line of it is not of that form.</exception>
    public static IReadOnlyList<LabelledImpedance> ReadSpectra(string path)
    {
        var result = new List<LabelledImpedance>();
        foreach (var (number, text) in GzipFile.Lines(path))
            result.Add(Parsed(path, number, () => Spectrum(text)));
        return result.Count > 0 ? result : throw new DataFormatException(path, 0, "expected labelled spectra, found none");
    }

    /// <summary>Reads parameter rows: CSV with id, circuit, usable and params_json; ".gz" compressed.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The rows marked usable.</returns>
    /// <exception cref="DataFormatException">The file or a line of it is not of that form.</exception>
    public static IReadOnlyList<AutoEcmRow> ReadParameters(string path)
    {
        var rows = new List<AutoEcmRow>();
        var (header, lines) = Table(path, "id", "circuit", "usable", "params_json");
        foreach (var (number, cells) in lines)
        {
            if (cells[header["usable"]] != "1")
                continue;
            rows.Add(
                Parsed(
                    path,
                    number,
                    () =>
                    {
                        var kind = Class(cells[header["circuit"]]);
                        using var document = JsonDocument.Parse(cells[header["params_json"]]);
                        var parameters = Parameters(document.RootElement);
                        _ = kind.Values(parameters);
                        return new AutoEcmRow(cells[header["id"]], kind.Name, parameters);
                    }
                )
            );
        }

        return rows.Count > 0 ? rows : throw new DataFormatException(path, 0, "expected usable parameter rows, found none");
    }

    /// <summary>Reads interpolated spectra: CSV with id, circuit, in_filtered, re0…re29 and negim0…negim29; ".gz" compressed.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Label and the 60 values, Ω, for each id; whether the row belongs to the filtered set.</returns>
    /// <exception cref="DataFormatException">The file or a line of it is not of that form.</exception>
    public static IReadOnlyList<AutoEcmInterpolated> ReadInterpolated(string path)
    {
        var (header, lines) = Table(path, "id", "circuit", "in_filtered", "re0", "negim0");
        if (header["re0"] + InterpolatedColumns > header.Count)
            throw new DataFormatException(path, 1, $"expected {InterpolatedColumns} columns from re0 on");
        return
        [
            .. lines.Select(line =>
                Parsed(
                    path,
                    line.Number,
                    () =>
                        new AutoEcmInterpolated(
                            line.Cells[header["id"]],
                            Class(line.Cells[header["circuit"]]).Name,
                            line.Cells[header["in_filtered"]] == "1",
                            [.. line.Cells.AsSpan(header["re0"], InterpolatedColumns).ToArray().Select(Number)]
                        )
                )
            ),
        ];
    }

    internal static (Dictionary<string, int> Header, List<(int Number, string[] Cells)> Lines) Table(
        string path,
        params ReadOnlySpan<string> needed
    )
    {
        var lines = GzipFile.Lines(path);
        if (lines.Count == 0)
            throw new DataFormatException(path, 0, "expected a header, the file is empty");
        var names = AutoEcmCells.Split(lines[0].Text);
        var header = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
            header.TryAdd(names[i], i);
        foreach (var name in needed)
            if (!header.ContainsKey(name))
                throw new DataFormatException(path, 1, $"expected a column '{name}'");
        var rows = lines.Skip(1).Select(line => (line.Number, Cells: AutoEcmCells.Split(line.Text))).ToList();
        foreach (var (number, cells) in rows)
            if (cells.Length != names.Length)
                throw new DataFormatException(path, number, $"expected {names.Length} columns, got {cells.Length}");
        return (header, rows);
    }

    /// <summary>The class of a name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    internal static EisCircuitClass Class(string name) =>
        EisCircuitClass.Find(name) ?? throw new FormatException($"unknown circuit class '{name}'");

    internal static T Parsed<T>(string path, int line, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException problem)
        {
            throw new DataFormatException(path, line, "no JSON: " + problem.Message.Split(" LineNumber")[0].TrimEnd('.'), problem);
        }
        catch (Exception problem)
            when (problem is FormatException or ArgumentException or KeyNotFoundException or InvalidOperationException)
        {
            throw new DataFormatException(path, line, problem.Message.Split(" (Parameter")[0].TrimEnd('.'), problem);
        }
    }

    private static LabelledImpedance Spectrum(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        var kind = Class(root.GetProperty("circuit").GetString() ?? "");
        var (frequency, real, imaginary) = (Numbers(root, "freq"), Numbers(root, "re"), Numbers(root, "im"));
        if (real.Length != frequency.Length || imaginary.Length != frequency.Length)
            throw new FormatException($"freq, re and im have {frequency.Length}, {real.Length} and {imaginary.Length} values");
        for (var i = 0; i < frequency.Length; i++)
            frequency[i] /= RadianPerHertz;
        var id = root.GetProperty("id").ToString();
        var spectrum = new ImpedanceSpectrum(frequency, [.. real.Zip(imaginary, (x, y) => new Complex(x, y))])
        {
            Source = id,
            Notes = [FrequencyNote],
        };
        ImmutableDictionary<string, double>? parameters = null;
        if (root.TryGetProperty("params", out var listed))
        {
            parameters = Parameters(listed);
            // The set lists C1 = 2e-9 throughout, but some of its spectra were made with ten or a hundred times as much.
            if (root.TryGetProperty("C1_effective", out var effective))
                parameters = parameters.SetItem("C1", effective.GetDouble());
            _ = kind.Values(parameters);
        }

        return new LabelledImpedance(id, spectrum, kind.Name, parameters);
    }

    private static ImmutableDictionary<string, double> Parameters(JsonElement listed) =>
        listed.EnumerateObject().ToImmutableDictionary(item => item.Name, item => item.Value.GetDouble(), StringComparer.Ordinal);

    private static double[] Numbers(JsonElement root, string name) =>
        [.. root.GetProperty(name).EnumerateArray().Select(item => item.GetDouble())];

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
