using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using Debye.Cli.Shell;
using Debye.Spectra;
using Debye.Techniques.Eis.Relaxation;

namespace Debye.Cli.Eis;

/// <summary>A distribution of relaxation times as JSON and as text.</summary>
internal static class EisDrtText
{
    public static string Json(string input, string method, ImpedanceSpectrum spectrum, RelaxationResult result)
    {
        var (real, imaginary) = Residuals(spectrum, result);
        var hasBand = result.GammaLowOhm.Length > 0;
        return JsonText.Line(
                new JsonObject
                {
                    ["input"] = input,
                    ["method"] = method,
                    ["lambda"] = result.Lambda,
                    ["tauSeconds"] = Numbers(result.TauSeconds),
                    ["gammaOhm"] = Numbers(result.GammaOhm),
                    ["gammaLowOhm"] = hasBand ? Numbers(result.GammaLowOhm) : null,
                    ["gammaHighOhm"] = hasBand ? Numbers(result.GammaHighOhm) : null,
                    ["peaks"] = new JsonArray([.. result.Peaks.Select(Json)]),
                    ["resistanceOhm"] = result.ResistanceOhm,
                    ["polarisationOhm"] = result.PolarisationOhm,
                    ["polarisationInterval"] = Interval(result.PolarisationInterval),
                    ["inductanceHenry"] = result.InductanceHenry,
                    ["capacitanceFarad"] = result.CapacitanceFarad,
                    ["noiseLevel"] = result.NoiseLevel,
                    ["degreesOfFreedom"] = result.DegreesOfFreedom,
                    ["residualReal"] = Numbers(real),
                    ["residualImaginary"] = Numbers(imaginary),
                    ["notes"] = new JsonArray([.. result.Notes.Concat(spectrum.Notes).Select(text => (JsonNode)text)]),
                }
            ) + "\n";
    }

    public static string Plain(string input, string method, RelaxationResult result)
    {
        var text = new StringBuilder(Invariant($"{input}  λ {result.Lambda:g3} ({method}), noise {100 * result.NoiseLevel:g3} %\n"));
        text.Append(CultureInfo.InvariantCulture, $"    {"τ (s)", -11} {"f (Hz)", -11} {"R (Ω)", -11} {"interval (Ω)", -24} C (F)\n");
        foreach (var peak in result.Peaks)
            text.Append(
                CultureInfo.InvariantCulture,
                $"    {peak.TauSeconds, -11:g4} {peak.FrequencyHertz, -11:g4} {peak.ResistanceOhm, -11:g4} "
                    + $"{Text(peak.ResistanceInterval), -24} {peak.CapacitanceFarad:g4}\n"
            );
        text.Append(
            CultureInfo.InvariantCulture,
            $"    polarisation {result.PolarisationOhm:g5} Ω {Text(result.PolarisationInterval)}, R∞ {result.ResistanceOhm:g5} Ω"
        );
        if (result.InductanceHenry > 0)
            text.Append(CultureInfo.InvariantCulture, $", L {result.InductanceHenry:g4} H");
        if (result.CapacitanceFarad is { } capacitance)
            text.Append(CultureInfo.InvariantCulture, $", C in series {capacitance:g4} F");
        text.Append('\n');
        foreach (var note in result.Notes)
            text.Append(CultureInfo.InvariantCulture, $"  {note}\n");
        return text.Append('\n').ToString();
    }

    private static JsonObject Json(RelaxationPeak peak) =>
        new()
        {
            ["tauSeconds"] = peak.TauSeconds,
            ["resistanceOhm"] = peak.ResistanceOhm,
            ["interval"] = Interval(peak.ResistanceInterval),
            ["capacitanceFarad"] = peak.CapacitanceFarad,
        };

    private static JsonArray? Interval(CredibleInterval? interval) => interval is { } value ? new JsonArray(value.Low, value.High) : null;

    private static string Text(CredibleInterval? interval) => interval is { } value ? Invariant($"[{value.Low:g4}, {value.High:g4}]") : "";

    private static JsonArray Numbers(ReadOnlyMemory<double> values) => new([.. values.ToArray().Select(value => (JsonNode)value)]);

    /// <summary>(Z - model)/|Z|.</summary>
    private static (double[] Real, double[] Imaginary) Residuals(ImpedanceSpectrum spectrum, RelaxationResult result)
    {
        ImmutableArray<Complex> all =
        [
            .. Enumerable
                .Range(0, spectrum.Length)
                .Select(i => (spectrum.ImpedanceOhm[i] - result.ModelOhm.Span[i]) / spectrum.ImpedanceOhm[i].Magnitude),
        ];
        return ([.. all.Select(value => value.Real)], [.. all.Select(value => value.Imaginary)]);
    }
}
