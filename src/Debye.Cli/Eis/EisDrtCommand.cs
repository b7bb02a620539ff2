using System.CommandLine;
using System.Globalization;
using Debye.Cli.Shell;
using Debye.Spectra;
using Debye.Techniques.Eis.Relaxation;

namespace Debye.Cli.Eis;

/// <summary><c>debye eis drt</c>: distribution of relaxation times.</summary>
internal static class EisDrtCommand
{
    private static readonly Dictionary<string, RelaxationSelection> Methods = new(StringComparer.Ordinal)
    {
        ["gcv"] = RelaxationSelection.Gcv,
        ["mgcv"] = RelaxationSelection.ModifiedGcv,
        ["rgcv"] = RelaxationSelection.RobustGcv,
        ["lcurve"] = RelaxationSelection.LCurve,
        ["re-im"] = RelaxationSelection.CrossValidation,
    };

    public static Command Create(Session session)
    {
        var files = Options.Inputs(
            "Impedance spectra (frequency in Hz, real and imaginary part in Ω), folders of them, or - for standard input."
        );
        var method = new Option<string>("--method", "-m")
        {
            Description =
                "Rule that chooses λ: gcv (generalised cross-validation), mgcv, rgcv (modified, robust: smoother), lcurve, "
                + "re-im (each part predicts the other), or λ itself.",
            HelpName = "RULE|λ",
            DefaultValueFactory = _ => "gcv",
        };
        var basis = Choice("--basis", "gaussian", "gaussian or linear (piecewise).", "gaussian", "linear");
        var order = Choice("--penalty", "2", "Which derivative of γ is kept small: 1 or 2.", "1", "2");
        var weights = Choice("--weights", "modulus", "modulus or unit.", "modulus", "unit");
        var inductance = Choice("--inductance", "auto", "An inductance in series: auto, on or off.", "auto", "on", "off");
        var capacitance = Choice(
            "--capacitance",
            "auto",
            "A capacitance in series, for cells that block direct current: auto, on or off.",
            "auto",
            "on",
            "off"
        );
        var tau = new Option<string?>("--tau")
        {
            Description = "Shortest and longest τ, s; default a decade beyond the data.",
            HelpName = "LOW:HIGH",
        };
        var points = Options.Check(
            new Option<int>("--points-per-decade")
            {
                Description = "Basis functions in a decade of τ.",
                HelpName = "N",
                DefaultValueFactory = _ => 10,
            },
            value => value is >= 3 and <= 50,
            "--points-per-decade: expected 3…50"
        );
        var samples = Options.Check(
            new Option<int>("--samples")
            {
                Description = "Draws for the credible intervals; 0 for none.",
                HelpName = "N",
                DefaultValueFactory = _ => 1000,
            },
            value => value is 0 or (>= 100 and <= 100_000),
            "--samples: expected 0 or 100…100000"
        );
        var posterior = Choice("--posterior", "projected", "How γ ≥ 0 enters the draws: projected or truncated.", "projected", "truncated");
        var confidence = Options.Check(
            new Option<double>("--confidence")
            {
                Description = "Level of the intervals.",
                HelpName = "P",
                DefaultValueFactory = _ => 0.95,
            },
            value => value is >= 0.5 and <= 0.999,
            "--confidence: expected 0.5…0.999"
        );
        var (seed, json, output, plot) = (
            Options.Seed(),
            Options.Json(),
            Options.Out(),
            Options.Plot("γ with its credible band, and the spectrum")
        );
        var command = new Command("drt", "Find the distribution of relaxation times of impedance spectra.")
        {
            files,
            method,
            basis,
            order,
            weights,
            inductance,
            capacitance,
            tau,
            points,
            samples,
            posterior,
            confidence,
            seed,
            json,
            output,
            plot,
        };
        HelpWithExamples.Add(
            command,
            "Z = R∞ + jωL + ∫ γ/(1 + jωτ) d ln τ with γ ≥ 0; the area of a peak of γ is the resistance of a process.",
            "debye eis drt cell.csv --plot cell.svg",
            "debye eis drt cells/ --method re-im --json > drt.jsonl"
        );
        command.SetAction(parsed =>
        {
            var rule = parsed.GetValue(method)!;
            var options = new RelaxationOptions
            {
                Selection = Methods.GetValueOrDefault(rule),
                Lambda = Methods.ContainsKey(rule) ? null : ParseLambda(rule),
                Basis = parsed.GetValue(basis) == "linear" ? RelaxationBasis.PiecewiseLinear : RelaxationBasis.Gaussian,
                PenaltyOrder = parsed.GetValue(order) == "1" ? 1 : 2,
                Weights = Enum.Parse<RelaxationWeights>(parsed.GetValue(weights)!, ignoreCase: true),
                Inductance = Enum.Parse<SeriesElement>(parsed.GetValue(inductance)!, ignoreCase: true),
                Capacitance = Enum.Parse<SeriesElement>(parsed.GetValue(capacitance)!, ignoreCase: true),
                TauRangeSeconds = parsed.GetValue(tau) is { } range ? ParseRange(range) : null,
                PointsPerDecade = parsed.GetValue(points),
                Samples = parsed.GetValue(samples),
                Posterior = Enum.Parse<RelaxationPosterior>(parsed.GetValue(posterior)!, ignoreCase: true),
                Confidence = parsed.GetValue(confidence),
                Seed = parsed.GetValue(seed),
            };
            using var sink = OutputFile.Open(parsed.GetValue(output), session);
            var count = 0;
            foreach (var (input, spectrum) in ImpedanceInputs.Read(parsed.GetValue(files)!, session))
            {
                if (Find(session, input, spectrum, options) is not { } result)
                    continue;
                sink.Writer.Write(
                    parsed.GetValue(json)
                        ? EisDrtText.Json(input, options.Lambda is null ? rule : "given", spectrum, result)
                        : EisDrtText.Plain(input, options.Lambda is null ? rule : "given", result)
                );
                if (parsed.GetValue(plot) is { } figure)
                    OutputFile.Write(
                        OutputFile.Numbered(figure, count),
                        RelaxationFigures.Overview(Path.GetFileName(input), spectrum, result),
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

    private static Option<string> Choice(string name, string standard, string what, params string[] values) =>
        new Option<string>(name)
        {
            Description = what,
            HelpName = "KIND",
            DefaultValueFactory = _ => standard,
        }.AcceptOnlyFromAmong(values);

    private static double ParseLambda(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var lambda) && lambda is >= 1e-12 and <= 1e6
            ? lambda
            : throw new UsageException($"--method: expected {string.Join(", ", Methods.Keys)} or a number 1e-12…1e6, got '{text}'");

    private static (double Shortest, double Longest) ParseRange(string text)
    {
        var parts = text.Split(':');
        if (
            parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var low)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var high)
            && low > 0
            && high / low is >= 10 and <= 1e20
        )
            return (low, high);
        throw new UsageException($"--tau: expected two times in s such as 1e-6:100, 1 to 20 decades apart, got '{text}'");
    }

    private static RelaxationResult? Find(Session session, string input, ImpedanceSpectrum spectrum, RelaxationOptions options)
    {
        try
        {
            return RelaxationTimes.Find(spectrum, options);
        }
        catch (ArgumentException problem)
        {
            session.ReportInput(input, problem);
            return null;
        }
    }
}
