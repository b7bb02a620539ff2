using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Search;

namespace Debye.Cli.Eis;

/// <summary><c>debye eis search</c>: equivalent circuits found from the spectrum alone.</summary>
internal static class EisSearchCommand
{
    public static Command Create(Session session)
    {
        var files = Options.Inputs(
            "Impedance spectra (frequency in Hz, real and imaginary part in Ω), folders of them, or - for standard input."
        );
        var elements = new Option<string>("--elements")
        {
            Description = "Elements to use, out of R,C,L,CPE,W,Wo,Ws,G.",
            HelpName = "R,C,…",
            DefaultValueFactory = _ => string.Join(',', CircuitSearchOptions.Known),
        };
        var most = Options.Check(
            new Option<int>("--max-parameters")
            {
                Description = "Most parameters of a circuit.",
                HelpName = "N",
                DefaultValueFactory = _ => new CircuitSearchOptions().MaximumParameters,
            },
            value => value is >= 1 and <= 20,
            "--max-parameters: expected 1…20"
        );
        var effort = Options.Check(
            new Option<int>("--effort")
            {
                Description = "Most circuits that are fitted.",
                HelpName = "N",
                DefaultValueFactory = _ => new CircuitSearchOptions().MaximumCircuits,
            },
            value => value is >= 10 and <= 100_000,
            "--effort: expected 10…100,000"
        );
        var top = Options.Check(
            new Option<int>("--top")
            {
                Description = "Number of circuits to show.",
                HelpName = "N",
                DefaultValueFactory = _ => 5,
            },
            value => value is >= 1 and <= 20,
            "--top: expected 1…20"
        );
        var (seed, json, output, threads) = (Options.Seed(), Options.Json(), Options.Out(), Options.Threads());
        var plot = Options.Plot("Nyquist, Bode and residual figures of the first circuit");
        var command = new Command("search", "Find equivalent circuits from impedance spectra without a list of circuits.")
        {
            files,
            elements,
            most,
            effort,
            top,
            seed,
            json,
            output,
            plot,
            threads,
        };
        HelpWithExamples.Add(
            command,
            "A ranked set with evidence, not one answer: circuits with the same impedance cannot be told apart.",
            "debye eis search cell.csv --elements R,C,CPE,W --top 3 --json"
        );
        command.SetAction(parsed =>
        {
            var options = new CircuitSearchOptions
            {
                Elements =
                [
                    .. parsed
                        .GetValue(elements)!
                        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                        .Distinct(StringComparer.Ordinal),
                ],
                MaximumParameters = parsed.GetValue(most),
                MaximumCircuits = parsed.GetValue(effort),
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
            };
            var search = Prepare(options);
            using var sink = OutputFile.Open(parsed.GetValue(output), session);
            var count = 0;
            foreach (var (input, spectrum) in ImpedanceInputs.Read(parsed.GetValue(files)!, session))
            {
                try
                {
                    var found = search.Find(spectrum, null, session.Cancellation);
                    var shown = found.Take(parsed.GetValue(top));
                    sink.Writer.Write(
                        parsed.GetValue(json) ? EisSearchText.Json(input, shown, spectrum.Notes) : EisSearchText.Plain(input, shown)
                    );
                    if (parsed.GetValue(plot) is { } figure)
                        OutputFile.Write(OutputFile.Numbered(figure, count), Draw(input, spectrum, found[0]), session);
                    count++;
                }
                catch (ArgumentException problem)
                {
                    session.ReportInput(input, problem);
                }
            }

            if (count > 0)
                sink.Commit();
            return CommandLine.Success;
        });
        return command;
    }

    private static CircuitSearch Prepare(CircuitSearchOptions options)
    {
        try
        {
            return new CircuitSearch(options);
        }
        catch (ArgumentException problem)
        {
            throw new UsageException($"--elements: {EisArguments.Sentence(problem)}");
        }
    }

    private static string Draw(string input, ImpedanceSpectrum spectrum, CircuitCandidate best) =>
        EisFigures.Overview(
            $"{Path.GetFileName(input)}, {best.Circuit}",
            spectrum,
            best.Circuit.Impedance(spectrum.FrequencyHertz, best.Fit.Values())
        );
}
