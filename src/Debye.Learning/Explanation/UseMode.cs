using Debye.Tensors;

namespace Debye.Learning.Explanation;

/// <summary>Holds networks as in use, with parameters that take no gradient, until it is disposed.</summary>
internal sealed class UseMode : IDisposable
{
    private readonly List<(Module Module, bool Training)> _modules = [];
    private readonly List<Parameter> _frozen = [];

    public UseMode(params IEnumerable<Module> networks)
    {
        foreach (var network in networks)
        {
            Remember(network);
            network.Eval();
            foreach (var (_, parameter) in network.NamedParameters())
            {
                if (!parameter.RequiresGradient)
                    continue;
                parameter.RequiresGradient = false;
                _frozen.Add(parameter);
            }
        }
    }

    public void Dispose()
    {
        // Parents come before their parts: switching a parent switches its parts too, which then get their own mode back.
        foreach (var (module, training) in _modules)
            module.Train(training);
        foreach (var parameter in _frozen)
            parameter.RequiresGradient = true;
    }

    private void Remember(Module module)
    {
        _modules.Add((module, module.Training));
        foreach (var (_, child) in module.Children)
            Remember(child);
    }
}
