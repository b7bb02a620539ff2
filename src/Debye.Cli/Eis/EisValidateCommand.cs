using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Validation;

namespace Debye.Cli.Eis;

/// <summary><c>debye eis validate</c>: linear Kramers–Kronig test.</summary>
internal static class EisValidateCommand
{
    public static Command Create(Session session)
    {
        var files = Options.Inputs(
            "Impedance spectra (frequency in Hz, real and imaginary part in Ω), folders of them, or - for standard input."
        );
        var cutoff = Options.Check(
            new Option<double>("--cutoff")
            {
                Description = "The number of RC elements grows until µ is at most this.",
                HelpName = "MU",
                DefaultValueFactory = _ => 0.85,
            },
            value => value is >= 0 and <= 1,
            "--cutoff: expected 0…1"
        );
        var elements = Options.Check(
            new Option<int>("--elements")
            {
                Description = "Most RC elements.",
                HelpName = "M",
                DefaultValueFactory = _ => 50,
            },
            value => value is >= 1 and <= 1000,
            "--elements: expected 1…1000"
        );
        var part = new Option<string>("--part")
        {
            Description = "What is fitted: complex, real or imaginary.",
            HelpName = "PART",
            DefaultValueFactory = _ => "complex",
        }.AcceptOnlyFromAmong("complex", "real", "imaginary");
        var limit = Options.Check(
            new Option<double>("--limit")
            {
                Description = "Largest root mean square residual of a valid spectrum, as a share of |Z|.",
                HelpName = "SHARE",
                DefaultValueFactory = _ => 0.01,
            },
            value => value > 0,
            "--limit: expected a number above 0"
        );
        var (json, output, plot) = (Options.Json(), Options.Out(), Options.Plot("residuals and the Z-HIT modulus"));
        var command = new Command("validate", "Test impedance spectra by the linear Kramers–Kronig relations.")
        {
            files,
            cutoff,
            elements,
            part,
            limit,
            json,
            output,
            plot,
        };
        HelpWithExamples.Add(
            command,
            "Residuals are (measured - model)/|Z|. A spectrum that is not valid drifted, is not linear, or has outliers; what "
                + "is seen of that is named.",
            "debye eis validate cell.csv --json"
        );
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
                if (Test(session, input, spectrum, options) is not { } result)
                    continue;
                sink.Writer.Write(parsed.GetValue(json) ? ToJson(input, result) : ToText(input, spectrum, result));
                if (parsed.GetValue(plot) is { } figure)
                    OutputFile.Write(
                        OutputFile.Numbered(figure, count),
                        ValidationFigures.Overview(Path.GetFileName(input), spectrum, result),
                        session
                    );
                count++;
            }

            if (count > 0)
                sink.Commit();
            return CommandLine.Success;
        });
        return command;
    }

    private static SpectrumCheckResult? Test(Session session, string input, ImpedanceSpectrum spectrum, KramersKronigOptions options)
    {
        try
        {
            return SpectrumCheck.Run(spectrum, options);
        }
        catch (ArgumentException problem)
        {
            session.ReportInput(input, problem);
            return null;
        }
    }

    private static string ToJson(string input, SpectrumCheckResult result) =>
        JsonText.Line(
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["input"] = input,
                ["M"] = result.Linear.Elements,
                ["mu"] = result.Linear.Mu,
                ["residualReal"] = result.Linear.ResidualReal.ToArray(),
                ["residualImaginary"] = result.Linear.ResidualImaginary.ToArray(),
                ["valid"] = result.Linear.IsValid,
                ["flaggedPoints"] = result.Linear.FlaggedPoints.ToArray(),
                ["flags"] = result.Flags.Select(flag => new
                {
                    Kind = flag.Kind.ToString(),
                    flag.FrequencyHertz,
                    flag.Part,
                    flag.Value,
                    StandardError = double.IsNaN(flag.StandardError) ? (double?)null : flag.StandardError,
                    flag.Sentence,
                }),
                ["variants"] = result.Variants.Select(variant => new
                {
                    Name = variant.Kind.ToString(),
                    M = variant.Elements,
                    variant.Mu,
                    variant.RootMeanSquare,
                    variant.Passes,
                }),
                ["notes"] = result.Notes,
                ["zhit"] = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["frequencyHertz"] = result.ZHit?.FrequencyHertz.ToArray() ?? [],
                    ["modulusOhm"] = result.ZHit?.ModulusOhm.ToArray() ?? [],
                    ["residual"] = result.ZHit?.Residual.ToArray() ?? [],
                },
            }
        ) + "\n";

    private static string ToText(string input, ImpedanceSpectrum spectrum, SpectrumCheckResult result)
    {
        var linear = result.Linear;
        var size = Math.Sqrt(linear.ResidualReal.ToArray().Concat(linear.ResidualImaginary.ToArray()).Average(value => value * value));
        var flagged = linear.FlaggedPoints.IsEmpty
            ? ""
            : $"; off at {string.Join(", ", linear.FlaggedPoints.Select(i => Invariant($"{spectrum.FrequencyHertz[i]:g4} Hz")))}";
        var more = string.Concat(result.Flags.Select(flag => flag.Sentence).Concat(result.Notes).Select(sentence => $"  {sentence}\n"));
        return Invariant($"{input}  {(linear.IsValid ? "valid" : "not valid")}: residuals {100 * size:g3} % of |Z|, M ")
            + Invariant($"{linear.Elements}, µ {linear.Mu:f3}{flagged}\n{more}");
    }
}
