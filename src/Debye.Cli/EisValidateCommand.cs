using System.CommandLine;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Validation;

namespace Debye.Cli;

/// <summary><c>debye eis validate</c>: linear Kramers–Kronig test.</summary>
internal static class EisValidateCommand
{
    public static Command Create(Session session)
    {
        var files = Options.Inputs("Impedance spectra (frequency in Hz, real and imaginary part in Ω), folders of them, or - for standard input.");
        var cutoff = Options.Check(new Option<double>("--cutoff") { Description = "The number of RC elements grows until µ is at most this.", HelpName = "MU", DefaultValueFactory = _ => 0.85 }, value => value is >= 0 and <= 1, "--cutoff: expected 0…1");
        var elements = Options.Check(new Option<int>("--elements") { Description = "Most RC elements.", HelpName = "M", DefaultValueFactory = _ => 50 }, value => value is >= 1 and <= 1000, "--elements: expected 1…1000");
        var part = new Option<string>("--part") { Description = "What is fitted: complex, real or imaginary.", HelpName = "PART", DefaultValueFactory = _ => "complex" }.AcceptOnlyFromAmong("complex", "real", "imaginary");
        var limit = Options.Check(new Option<double>("--limit") { Description = "Largest root mean square residual of a valid spectrum, as a share of |Z|.", HelpName = "SHARE", DefaultValueFactory = _ => 0.01 }, value => value > 0, "--limit: expected a number above 0");
        var (json, output) = (Options.Json(), Options.Out());
        var command = new Command("validate", "Test impedance spectra by the linear Kramers–Kronig relations.") { files, cutoff, elements, part, limit, json, output };
        HelpWithExamples.Add(command,
            "Residuals are (measured - model)/|Z|. A spectrum that is not valid drifted, is not linear, or has outliers.",
            "debye eis validate cell.csv --json");
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
                sink.Writer.Write(parsed.GetValue(json) ? ToJson(input, spectrum, result) : ToText(input, spectrum, result));
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

    private static string ToJson(string input, ImpedanceSpectrum spectrum, KramersKronigResult result) => JsonText.Line(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["input"] = input,
        ["M"] = result.Elements,
        ["mu"] = result.Mu,
        ["residualReal"] = result.ResidualReal.ToArray(),
        ["residualImaginary"] = result.ResidualImaginary.ToArray(),
        ["valid"] = result.IsValid,
        ["flaggedPoints"] = result.FlaggedPoints.ToArray(),
        ["zhit"] = ZHitJson(spectrum),
    }) + "\n";

    /// <summary>The modulus from the phase; empty lists where there are too few different frequencies.</summary>
    private static Dictionary<string, object> ZHitJson(ImpedanceSpectrum spectrum)
    {
        var result = spectrum.FrequencyHertz.ToArray().Distinct().Count() < 5 ? new ZHitResult(default, default, default, 0, 0) : ZHit.Reconstruct(spectrum);
        return new(StringComparer.Ordinal)
        {
            ["frequencyHertz"] = result.FrequencyHertz.ToArray(),
            ["modulusOhm"] = result.ModulusOhm.ToArray(),
            ["residual"] = result.Residual.ToArray(),
        };
    }

    private static string ToText(string input, ImpedanceSpectrum spectrum, KramersKronigResult result)
    {
        var size = Math.Sqrt(result.ResidualReal.ToArray().Concat(result.ResidualImaginary.ToArray()).Average(value => value * value));
        var flagged = result.FlaggedPoints.IsEmpty ? "" : $"; off at {string.Join(", ", result.FlaggedPoints.Select(i => $"{spectrum.FrequencyHertz[i]:g4} Hz"))}";
        return $"{input}  {(result.IsValid ? "valid" : "not valid")}: residuals {100 * size:g3} % of |Z|, M {result.Elements}, µ {result.Mu:f3}{flagged}\n";
    }
}
