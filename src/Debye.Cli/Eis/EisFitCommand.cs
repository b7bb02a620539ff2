using System.Collections.Immutable;
using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Fitting;

namespace Debye.Cli.Eis;

/// <summary><c>debye eis fit</c>: parameters of an equivalent circuit, with their uncertainty.</summary>
internal static class EisFitCommand
{
    public static Command Create(Session session)
    {
        var files = Options.Inputs(
            "Impedance spectra (frequency in Hz, real and imaginary part in Ω), folders of them, or - for standard input."
        );
        var circuit = EisArguments.CircuitOption();
        var weights = new Option<string>("--weights", "-w")
        {
            Description = "unit, modulus, proportional or boukamp.",
            HelpName = "KIND",
            DefaultValueFactory = _ => "modulus",
        }.AcceptOnlyFromAmong("unit", "modulus", "proportional", "boukamp");
        var guess = new Option<string?>("--guess", "-g")
        {
            Description = "Start values; the others are read off the data.",
            HelpName = "R0=10,…",
        };
        var constraint = new Option<string[]>("--constraint")
        {
            Description = "A relation to keep: R2>=R1, or R2=2*R1; may be given several times.",
            HelpName = "RELATION",
        };
        var admittance = new Option<bool>("--admittance") { Description = "Compare admittances instead of impedances." };
        var loss = new Option<string>("--loss")
        {
            Description = "What outliers cost: none (least squares), huber or cauchy.",
            HelpName = "KIND",
            DefaultValueFactory = _ => "none",
        }.AcceptOnlyFromAmong("none", "huber", "cauchy");
        var search = new Option<string>("--search")
        {
            Description = "Search beyond the starts read off the data: none, multistart or evolution.",
            HelpName = "KIND",
            DefaultValueFactory = _ => "none",
        }.AcceptOnlyFromAmong("none", "multistart", "evolution");
        var confidence = Options.Check(
            new Option<double>("--confidence")
            {
                Description = "Level of the intervals.",
                HelpName = "P",
                DefaultValueFactory = _ => 0.95,
            },
            value => value is >= 0.5 and <= 0.9999,
            "--confidence: expected 0.5…0.9999"
        );
        var (seed, json, output, threads) = (Options.Seed(), Options.Json(), Options.Out(), Options.Threads());
        var plot = Options.Plot("Nyquist, Bode and residual figures");
        var command = new Command("fit", "Fit an equivalent circuit to impedance spectra.")
        {
            files,
            circuit,
            weights,
            guess,
            constraint,
            admittance,
            loss,
            search,
            confidence,
            seed,
            json,
            output,
            plot,
            threads,
        };
        HelpWithExamples.Add(
            command,
            "No guess is needed. Intervals come from the profile of the likelihood.",
            "debye eis fit cell.csv --circuit \"R0-p(R1,CPE1)\"",
            "debye eis fit cells/ --circuit \"R(RQ)(RQ)\" --weights proportional --json > fits.jsonl",
            "debye eis fit cell.csv --circuit \"L0-R0-p(R1-Ws1,CPE1)\" --plot cell.svg"
        );
        command.SetAction(parsed =>
        {
            var parts = EisArguments.ParseCircuit(parsed.GetValue(circuit)!);
            var options = new CircuitFitOptions
            {
                Weights = Enum.Parse<FitWeights>(parsed.GetValue(weights)!, ignoreCase: true),
                Quantity = parsed.GetValue(admittance) ? FitQuantity.Admittance : FitQuantity.Impedance,
                Loss = Enum.Parse<RobustLoss>(parsed.GetValue(loss)!, ignoreCase: true),
                GlobalSearch = parsed.GetValue(search) switch
                {
                    "multistart" => GlobalSearch.Multistart,
                    "evolution" => GlobalSearch.DifferentialEvolution,
                    _ => GlobalSearch.None,
                },
                Guess = EisArguments.ParseValues("--guess", parsed.GetValue(guess), parts),
                Constraints = [.. (parsed.GetValue(constraint) ?? []).Select(EisArguments.ParseConstraint)],
                Confidence = parsed.GetValue(confidence),
                ProfileIntervals = true,
                Seed = parsed.GetValue(seed),
            };
            Check(parts, options);
            Fit(
                session,
                parsed.GetValue(files)!,
                parts,
                options,
                parsed.GetValue(json),
                parsed.GetValue(output),
                parsed.GetValue(plot),
                parsed.GetValue(threads)
            );
            return CommandLine.Success;
        });
        return command;
    }

    /// <summary>What is wrong with circuit and settings together is wrong usage, whatever the files hold.</summary>
    private static void Check(Circuit circuit, CircuitFitOptions options)
    {
        try
        {
            _ = new CircuitFit(circuit, options);
        }
        catch (ArgumentException problem)
        {
            throw new UsageException(EisArguments.Sentence(problem));
        }
    }

    private static void Fit(
        Session session,
        string[] files,
        Circuit circuit,
        CircuitFitOptions options,
        bool asJson,
        string? target,
        string? plot,
        int threads
    )
    {
        using var sink = OutputFile.Open(target, session);
        var inputs = ImpedanceInputs.Read(files, session).ToArray();
        var results = CircuitFit.FitAll(circuit, [.. inputs.Select(input => input.Spectrum)], options, threads, session.Cancellation);
        var count = 0;
        foreach (var ((input, spectrum), result) in inputs.Zip(results))
        {
            if (result.Status is FitStatus.Failed or FitStatus.TooFewPoints)
            {
                session.Report($"{input}: {result.Warnings[0]}");
                continue;
            }

            sink.Writer.Write(asJson ? EisAnswerText.Json(input, result, spectrum.Notes) : EisAnswerText.Plain(input, result));
            if (plot is not null)
                OutputFile.Write(OutputFile.Numbered(plot, count), Figure(input, spectrum, result), session);
            count++;
        }

        if (count > 0)
            sink.Commit();
    }

    private static string Figure(string input, ImpedanceSpectrum spectrum, FitResult result) =>
        EisFigures.Overview(
            $"{Path.GetFileName(input)}, {result.Circuit.ToString(CircuitNotation.Dashes, withSettings: false)}",
            spectrum,
            result.Circuit.Impedance(spectrum.FrequencyHertz, result.Values())
        );
}
