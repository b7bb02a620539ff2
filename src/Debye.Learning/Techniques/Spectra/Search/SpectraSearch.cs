using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Debye.Learning.Techniques.Spectra.Classifiers;
using Debye.Learning.Techniques.Spectra.Splits;
using Debye.Learning.Trees;
using Debye.Techniques.Spectra;

namespace Debye.Learning.Techniques.Spectra.Search;

/// <summary>
/// Search over whole recipes, preprocessing included, with nested cross-validation: candidates are chosen in inner folds, the choice is
/// judged in outer ones.
/// </summary>
/// <remarks>
/// Source of the procedure: S. Varma, R. Simon, BMC Bioinformatics 7, 91 (2006), doi 10.1186/1471-2105-7-91; random search: J. Bergstra, Y.
/// Bengio, J. Mach. Learn. Res. 13, 281 (2012).
/// </remarks>
public sealed class SpectraSearch
{
    private const string SearchKey = "search";
    private readonly SpectraDataset _data;
    private readonly SearchOptions _options;
    private readonly IReadOnlyList<(string Json, SpectraRecipe Recipe)> _candidates;
    private readonly ulong _seed;
    private readonly string _content;

    private SpectraSearch(SpectraDataset data, SearchOptions options, IReadOnlyList<(string, SpectraRecipe)> candidates, ulong seed)
    {
        (_data, _options, _candidates, _seed, _content) = (data, options, candidates, seed, ContentOf(data));
    }

    /// <summary>Searches and writes best.json (a recipe to train by) and search.jsonl (what was judged, for a run that goes on).</summary>
    /// <param name="recipePath">Recipe with open values (<see cref="SearchSpace"/>) and a part "search"
    /// (<see cref="SearchOptions"/>).</param>
    /// <param name="folder">Receives both files.</param>
    /// <param name="seed">Seed of candidates, folds and trainings.</param>
    /// <param name="threads">Trainings at a time, 1 or more; the result does not depend on it.</param>
    /// <param name="report">Receives a line of progress now and then; null for silence.</param>
    /// <param name="cancellation">Ends the work; the next run with the same folder goes on.</param>
    /// <exception cref="DataFormatException">The recipe or a file that it names cannot be read.</exception>
    /// <exception cref="ArgumentException">The spectra do not suffice, or no candidate can be trained.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SpectraSearchResult Run(
        string recipePath,
        string folder,
        ulong seed,
        int threads,
        Action<string>? report = null,
        CancellationToken cancellation = default
    )
    {
        var (options, candidates) = Read(recipePath, seed);
        if (candidates.Select(candidate => JsonSerializer.Serialize(candidate.Recipe.Data, RecipeFiles.Json)).Distinct().Count() > 1)
            throw new DataFormatException(recipePath, 0, "data are open, expected them fixed: candidates are compared on the same spectra");
        var data = SpectraDataset.Load(candidates[0].Recipe.Data, recipePath);
        report?.Invoke($"{candidates.Count} candidates, {data.Known.Count} spectra of {data.Classes.Count} classes");
        Directory.CreateDirectory(folder);
        using var log = new SearchLog(Path.Combine(folder, "search.jsonl"));
        var search = new SpectraSearch(data, options, candidates, seed);
        var result = search.Run(log, threads, report, cancellation);
        var path = Path.Combine(folder, "best.json");
        File.WriteAllText(path + ".tmp", JsonSerializer.Serialize(result.Best.Moved(recipePath, folder), RecipeFiles.Json) + "\n");
        File.Move(path + ".tmp", path, overwrite: true);
        return result;
    }

    private static (SearchOptions Options, IReadOnlyList<(string Json, SpectraRecipe Recipe)> Candidates) Read(
        string recipePath,
        ulong seed
    )
    {
        try
        {
            var root =
                JsonNode.Parse(
                    File.ReadAllText(recipePath),
                    documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
                ) as JsonObject
                ?? throw new JsonException("expected a JSON object");
            var options =
                root[SearchKey].Deserialize<SearchOptions>(RecipeFiles.Json)
                ?? throw new DataFormatException(
                    recipePath,
                    0,
                    "the part 'search' is missing: name at least the method, \"search\": { \"method\": \"grid\" }"
                );
            options.Validate();
            root.Remove(SearchKey);
            var space = new SearchSpace(root.ToJsonString());
            var texts =
                options.Method == SearchMethod.Grid
                    ? space.All()
                    : [.. Enumerable.Range(0, options.Candidates).Select(number => space.Draw(seed, number)).Distinct()];
            return (options, [.. texts.Select(text => (text, Parse(text).Located(recipePath)))]);
        }
        catch (JsonException problem)
        {
            throw new DataFormatException(recipePath, (int)(problem.LineNumber ?? -1) + 1, RecipeFiles.Describe(problem), problem);
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            throw new DataFormatException(recipePath, 0, RecipeFiles.Describe(problem), problem);
        }
    }

    private static SpectraRecipe Parse(string text)
    {
        var recipe = JsonSerializer.Deserialize<SpectraRecipe>(text, RecipeFiles.Json) ?? throw new JsonException("expected a JSON object");
        recipe.Validate();
        return recipe;
    }

    private SpectraSearchResult Run(SearchLog log, int threads, Action<string>? report, CancellationToken cancellation)
    {
        var all = Enumerable.Range(0, _data.Known.Count).ToArray();
        var outer = _options.OuterFolds == 0 ? [] : Folds(all, _options.OuterFolds);
        var folds = new List<SearchFold>();
        for (var f = 0; f < outer.Count; f++)
        {
            var scores = Judge(Inner(outer[f].Train), log, threads, cancellation);
            var best = Best(scores);
            var recipe = _candidates[best].Recipe;
            var evaluation = SpectraEvaluation.Repeat(recipe, _data, [outer[f]], threads, null, cancellation).Single();
            folds.Add(new SearchFold(best + 1, scores[best].Average(), evaluation));
            report?.Invoke(
                Invariant($"outer fold {f + 1} of {outer.Count}: candidate {best + 1} chosen ({_options.Score} ")
                    + Invariant($"{scores[best].Average():f4}); on the fold {evaluation.Summary}")
            );
        }

        var final = Judge(Inner(all), log, threads, cancellation);
        var chosen = Best(final);
        return new SpectraSearchResult
        {
            Candidates =
            [
                .. final
                    .Select((scores, k) => new SearchCandidate(k + 1, _candidates[k].Json, scores.Average(), Deviation(scores)))
                    .OrderByDescending(candidate => candidate.Score)
                    .ThenBy(candidate => candidate.Number),
            ],
            Folds = folds,
            Best = _candidates[chosen].Recipe,
        };
    }

    /// <summary>A name for spectra and labels: what was judged on other data is not taken for judged.</summary>
    private static string ContentOf(SpectraDataset data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var spectrum in data.Known)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{spectrum.Label}|{spectrum.Group}|"));
            hash.AppendData(MemoryMarshal.AsBytes(spectrum.Axis));
            hash.AppendData(MemoryMarshal.AsBytes(spectrum.Intensity));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Scores of every candidate on every split.</summary>
    private double[][] Judge(IReadOnlyList<SpectrumSplit> splits, SearchLog log, int threads, CancellationToken cancellation)
    {
        var scores = _candidates.Select(_ => new double[splits.Count]).ToArray();
        ParallelLoop.Run(
            _candidates.Count * splits.Count,
            threads,
            (job, _) =>
            {
                var (k, s) = Math.DivRem(job, splits.Count);
                cancellation.ThrowIfCancellationRequested();
                var key = SearchLog.KeyOf(_candidates[k].Json, splits[s].Train, splits[s].Test, $"{_options.Score} {_content}");
                scores[k][s] = log.Get(key, () => Score(_candidates[k].Recipe, splits[s], cancellation));
            }
        );
        return scores;
    }

    /// <summary>One candidate on one split; a candidate that cannot be trained loses against all others.</summary>
    private double Score(SpectraRecipe recipe, SpectrumSplit split, CancellationToken cancellation)
    {
        var isOpen = _options.Score == SearchScore.Efficiency;
        // Weights and calibration are left to the final training: inside, members count the same.
        // A gate that looks at logits needs those of folds, as in the final training.
        var needsFolds = isOpen && recipe.Gate is { Detector.Input: OpenSet.DetectorInput.Logits, Calibration: GateCalibration.Crossed };
        var quick = recipe with { Folds = needsFolds ? recipe.Folds : 0, Gate = isOpen ? recipe.Gate : null };
        MaterialSpectrum[] train =
        [
            .. split.Train.Where(row => _data.Known[row].Label != split.UnknownClass).Select(row => _data.Known[row]),
        ];
        string[] classes = [.. _data.Classes.Where(name => train.Any(spectrum => spectrum.Label == name))];
        try
        {
            var model = SpectraTraining
                .Fit(quick, train, classes, "candidate", new SpectrumTrainingContext(recipe.Seed, 1, cancellation))
                .Model;
            var result = SpectraEvaluation.Of(model, [.. split.Test.Select(row => _data.Known[row])]);
            return _options.Score switch
            {
                SearchScore.MacroRecall => result.Known!.MacroRecall,
                SearchScore.LogLikelihood => -result.Known!.NegativeLogLikelihood,
                SearchScore.Efficiency => result.OpenSet.Efficiency,
                _ => result.Known!.Accuracy.Value,
            };
        }
        catch (ArgumentException)
        {
            return double.NegativeInfinity;
        }
    }

    private static int Best(double[][] scores)
    {
        var means = Array.ConvertAll(scores, own => own.Average());
        var best = Array.IndexOf(means, means.Max());
        return double.IsFinite(means[best])
            ? best
            : throw new ArgumentException("No candidate can be trained on these spectra.", nameof(scores));
    }

    private IReadOnlyList<SpectrumSplit> Inner(IReadOnlyList<int> rows) =>
        _options.Score == SearchScore.Efficiency
            ? Numbered(rows, Splitter(rows).LeaveOneClassOut(1.0 / _options.InnerFolds, _seed))
            : Folds(rows, _options.InnerFolds);

    private IReadOnlyList<SpectrumSplit> Folds(IReadOnlyList<int> rows, int count)
    {
        var splitter = Splitter(rows);
        var most = Math.Min(count, rows.CountBy(row => _data.Known[row].Label!).Min(pair => pair.Value));
        return Numbered(
            rows,
            _options.FoldKind == SpectraFolds.Grouped ? splitter.GroupedFolds(most, null, _seed) : splitter.StratifiedFolds(most, _seed)
        );
    }

    private SpectrumSplitter Splitter(IReadOnlyList<int> rows) => SpectrumSplitter.Of([.. rows.Select(row => _data.Known[row])]);

    private static IReadOnlyList<SpectrumSplit> Numbered(IReadOnlyList<int> rows, IReadOnlyList<SpectrumSplit> splits) =>
        [
            .. splits.Select(split =>
                split with
                {
                    Train = [.. split.Train.Select(i => rows[i])],
                    Test = [.. split.Test.Select(i => rows[i])],
                }
            ),
        ];

    private static double Deviation(double[] scores)
    {
        if (scores.Length < 2 || scores.Any(score => !double.IsFinite(score)))
            return 0;
        var mean = scores.Average();
        return Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / (scores.Length - 1));
    }
}
