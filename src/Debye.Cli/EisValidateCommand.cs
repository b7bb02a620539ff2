using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Validation;

namespace Debye.Cli;

/// <summary><c>debye eis validate</c>: linear Kramers–Kronig test.</summary>
internal static class EisValidateCommand
{
    private const int MostListed = 4;

    public static Command Create(Session session)
    {
        var files = Options.Inputs("Impedance spectra (frequency in Hz, real and imaginary part in Ω), folders of them, or - for standard input.");
        var cutoff = Options.Check(new Option<double>("--cutoff") { Description = "The number of RC elements grows until µ is at most this.", HelpName = "MU", DefaultValueFactory = _ => 0.85 }, value => value is >= 0 and <= 1, "--cutoff: expected 0…1");
        var elements = Options.Check(new Option<int>("--elements") { Description = "Most RC elements.", HelpName = "M", DefaultValueFactory = _ => 50 }, value => value is >= 1 and <= 1000, "--elements: expected 1…1000");
        var part = new Option<string>("--part") { Description = "What is fitted: complex, real or imaginary.", HelpName = "PART", DefaultValueFactory = _ => "complex" }.AcceptOnlyFromAmong("complex", "real", "imaginary");
        var limit = Options.Check(new Option<double>("--limit") { Description = "Largest root mean square residual of a valid spectrum, as a share of |Z|.", HelpName = "SHARE", DefaultValueFactory = _ => 0.01 }, value => value > 0, "--limit: expected a number above 0");
        var (json, output) = (Options.Json(), Options.Out());
        var plot = Options.Plot("residuals, with points off marked, and the modulus that the phase demands");
        var command = new Command("validate", "Test impedance spectra: Kramers–Kronig relations, Z-HIT, outliers, drift, tails.") { files, cutoff, elements, part, limit, json, output, plot };
        HelpWithExamples.Add(command,
            "Residuals are (measured - model)/|Z|. A spectrum that is not valid drifted, is not linear, or has outliers.",
            "debye eis validate cell.csv --plot cell-kk.svg",
            "debye eis validate cells/ --json > tests.jsonl");
        command.SetAction(parsed =>
        {
            var options = new KramersKronigOptions
            {
                Cutoff = parsed.GetValue(cutoff),
                MaximumElements = parsed.GetValue(elements),
                Fit = Enum.Parse<KramersKronigFit>(parsed.GetValue(part)!, ignoreCase: true),
                ResidualLimit = parsed.GetValue(limit),
            };
            using var sink = OutputFile.Open(parsed.GetValue(output), session);
            var count = 0;
            foreach (var (input, spectrum) in ImpedanceInputs.Read(parsed.GetValue(files)!, session))
            {
                if (Test(session, input, spectrum, options) is not { } result) continue;
                var flags = SpectrumCheck.Find(spectrum, result);
                sink.Writer.Write(parsed.GetValue(json) ? ToJson(input, spectrum, result, flags) : ToText(input, result, flags));
                if (parsed.GetValue(plot) is { } figure && HasZHit(spectrum))
                    OutputFile.Write(OutputFile.Numbered(figure, count), EisFigures.Validation(Path.GetFileName(input), spectrum, result, ZHit.Reconstruct(spectrum), flags), session);
                count++;
            }

            if (count > 0) sink.Commit();
            return CommandLine.Success;
        });
        return command;
    }

    private static KramersKronigResult? Test(Session session, string input, ImpedanceSpectrum spectrum, KramersKronigOptions options)
    {
        try
        {
            return KramersKronig.Test(spectrum, options);
        }
        catch (ArgumentException problem)
        {
            session.ReportInput(input, problem);
            return null;
        }
    }

    private static string ToJson(string input, ImpedanceSpectrum spectrum, KramersKronigResult result, ImmutableArray<SpectrumFlag> flags) => JsonText.Line(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["input"] = input,
        ["M"] = result.Elements,
        ["mu"] = result.Mu,
        ["residualReal"] = result.ResidualReal.ToArray(),
        ["residualImaginary"] = result.ResidualImaginary.ToArray(),
        ["valid"] = result.IsValid,
        ["flaggedPoints"] = result.FlaggedPoints.ToArray(),
        ["flags"] = flags.Select(flag => new { kind = JsonNamingPolicy.CamelCase.ConvertName(flag.Kind.ToString()), frequencyHertz = flag.FrequencyHertz, size = flag.Size, message = flag.Message }).ToArray(),
        ["variants"] = Variants(spectrum),
        ["zhit"] = ZHitJson(spectrum),
        ["notes"] = spectrum.Notes.ToArray(),
    }) + "\n";

    /// <summary>The modulus from the phase; empty lists where there are too few different frequencies.</summary>
    private static Dictionary<string, object> ZHitJson(ImpedanceSpectrum spectrum)
    {
        var result = !HasZHit(spectrum) ? new ZHitResult(default, default, default, 0, 0) : ZHit.Reconstruct(spectrum);
        return new(StringComparer.Ordinal)
        {
            ["frequencyHertz"] = result.FrequencyHertz.ToArray(),
            ["modulusOhm"] = result.ModulusOhm.ToArray(),
            ["residual"] = result.Residual.ToArray(),
        };
    }

    private static object[] Variants(ImpedanceSpectrum spectrum) => spectrum.ImpedanceOhm.Contains(System.Numerics.Complex.Zero)
        ? []
        : [.. KramersKronigVariants.Test(spectrum).Select(variant => (object)new { name = variant.Name, M = variant.Elements, residual = variant.RelativeResidual, valid = variant.IsValid })];

    private static bool HasZHit(ImpedanceSpectrum spectrum) =>
        spectrum.FrequencyHertz.ToArray().Distinct().Count() >= 5 && !spectrum.ImpedanceOhm.Contains(System.Numerics.Complex.Zero);

    private static string ToText(string input, KramersKronigResult result, ImmutableArray<SpectrumFlag> flags)
    {
        var size = Math.Sqrt(result.ResidualReal.ToArray().Concat(result.ResidualImaginary.ToArray()).Average(value => value * value));
        var text = new StringBuilder($"{input}  {(result.IsValid ? "valid" : "not valid")}: residuals {100 * size:g3} % of |Z|, M {result.Elements}, µ {result.Mu:f3}\n");
        var outliers = flags.Where(flag => flag.Kind == SpectrumFlagKind.Outlier).ToArray();
        if (outliers.Length > MostListed)
            text.Append($"  {outliers.Length} points between {outliers.Min(flag => flag.FrequencyHertz):g4} and {outliers.Max(flag => flag.FrequencyHertz):g4} Hz lie up to {outliers.Max(flag => flag.Size):0.0 %} of |Z| off.\n");
        foreach (var flag in flags)
            if (flag.Kind != SpectrumFlagKind.Outlier || outliers.Length <= MostListed) text.Append($"  {flag.Message}\n");
        return text.ToString();
    }
}
